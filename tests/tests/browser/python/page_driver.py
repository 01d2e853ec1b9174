"""Drives pages in Debian's Chromium by keyboard only.

A Person has a home folder with trusted authorities, an optional client certificate, and the profile of a browser that can be closed
and reopened. A Page is a page in that browser.
"""

import base64
import contextlib
import json
import os
import pathlib
import subprocess
import tempfile
from dataclasses import dataclass

import axe_playwright_python
from playwright.sync_api import BrowserType

CHROMIUM = "/usr/bin/chromium"
AXE = pathlib.Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
TIMEOUT = 60_000  # milliseconds

# CSS pixels and device pixels per CSS pixel. "zoomed" is a window of 1280 pixels at 200 %.
VIEWS = {"desktop": (1280, 900, 1), "phone": (360, 800, 1), "narrow": (320, 640, 1), "zoomed": (640, 450, 2)}

# Whether the focus shows: an outline or a shadow with a contrast of at least 3 to 1 to the ground around the element (WCAG 2.2, 1.4.11).
# A native field for a date shows the focus on its parts, and a frame within itself, which a page cannot ask about.
FOCUS_SHOWS = """(() => {
    const element = document.activeElement, style = getComputedStyle(element);
    if (['date', 'time', 'month'].includes(element.type) || element.localName === 'iframe') return true;
    const colour = text => {
        const parts = (text.match(/rgba?\\(([^)]+)\\)/) || [, ''])[1].split(/[ ,\\/]+/).map(Number);
        return parts.length < 3 || parts[3] === 0 ? null : parts.slice(0, 3);
    };
    const light = colour => {
        const [red, green, blue] = colour.map(part => part / 255).map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const contrast = (one, other) => {
        const [dark, bright] = [light(one), light(other)].sort((one, other) => one - other);
        return (bright + 0.05) / (dark + 0.05);
    };
    let ground = [255, 255, 255];
    for (let around = element.parentElement; around; around = around.parentElement) {
        const painted = colour(getComputedStyle(around).backgroundColor);
        if (painted) { ground = painted; break; }
    }
    const lines = [];
    if (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) lines.push(colour(style.outlineColor));
    if (style.boxShadow !== 'none') lines.push(colour(style.boxShadow));
    return lines.some(line => line && contrast(line, ground) >= 3);
})()"""

# The names of controls outside running text that are smaller than 44 CSS pixels, at the desk 24 (WCAG 2.2, 2.5.5 and 2.5.8).
SMALL_TARGETS = """(() => {
    const least = document.querySelector('main.desk') ? 24 : 44, small = [];
    for (const control of document.querySelectorAll('a[href], button, input, select, textarea, summary')) {
        if (control.type === 'hidden' || control.tabIndex < 0 || control.closest('.skip')) continue;
        if (getComputedStyle(control).display === 'inline') continue;
        const target = ['radio', 'checkbox'].includes(control.type) ? control.closest('.choice') || control : control;
        const {width, height} = target.getBoundingClientRect();
        if (width && (width < least - 0.5 || height < least - 0.5)) small.push(`${control.textContent.trim() || control.name} ${Math.round(width)}×${Math.round(height)}`);
    }
    return small;
})()"""


@dataclass(frozen=True)
class Stage:
    """Playwright's Chromium, and the folder for the screenshots of a scenario."""

    chromium: BrowserType
    pictures: pathlib.Path


def plain(text):
    """Replaces each run of white space, including no-break spaces, by one space."""
    return " ".join(text.split())


class Person:
    """`trusts`: a PEM file with a CA certificate. `pkcs12`: the client certificate that the browser presents without asking."""

    def __init__(self, stage, trusts=None, pkcs12=None, password=""):
        self._stage = stage
        self._home = pathlib.Path(tempfile.mkdtemp(prefix="home-"))
        database = self._home / ".pki" / "nssdb"
        database.mkdir(parents=True)
        run("certutil", "-N", "-d", f"sql:{database}", "--empty-password")
        if trusts:
            run("certutil", "-A", "-d", f"sql:{database}", "-n", "trusted", "-t", "C,,", "-i", trusts)
        if pkcs12:
            run("pk12util", "-i", pkcs12, "-d", f"sql:{database}", "-W", password)
        # The profile's equivalent of the policy AutoSelectCertificateForUrls.
        chosen = {"*,*": {"setting": {"filters": [{}]}}} if pkcs12 else {}
        preferences = {
            "plugins": {"always_open_pdf_externally": True},
            "profile": {"content_settings": {"exceptions": {"auto_select_certificate": chosen}}},
        }
        profile = self._home / "profile" / "Default"
        profile.mkdir(parents=True)
        (profile / "Preferences").write_text(json.dumps(preferences), encoding="utf-8")

    @contextlib.contextmanager
    def browser(self, javascript=True, language="fr-FR"):
        """Opens the browser and yields its page. Persistent cookies are kept for the next time."""
        context = self._stage.chromium.launch_persistent_context(
            self._home / "profile",
            executable_path=CHROMIUM,
            env={**os.environ, "HOME": str(self._home)},
            args=["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"],
            extra_http_headers={"Accept-Language": language},
            no_viewport=True,
        )
        context.set_default_timeout(TIMEOUT)
        page = Page(context, javascript, self._stage.pictures)
        try:
            yield page
        except BaseException:
            with contextlib.suppress(Exception):
                page.picture("failed")
            raise
        finally:
            context.close()


class Page:
    """A page in the browser. Labels are accessible names as computed by Chromium, compared with plain spaces."""

    def __init__(self, context, javascript, pictures):
        self._page = context.pages[0]
        self._protocol = context.new_cdp_session(self._page)
        self._scripts = javascript
        self._pictures = pictures
        self._javascript(javascript)
        self.look_as("desktop")

    def __getattr__(self, name):
        raise AttributeError(f"a page has no {name!r}: scenarios use the keyboard only")

    # Reading

    @property
    def address(self):
        return self._page.url

    @property
    def title(self):
        return self._page.title()

    @property
    def language(self):
        return self._value("document.documentElement.lang")

    @property
    def heading(self):
        return self._page.inner_text("h1")

    @property
    def text(self):
        """The text of the page, with its no-break spaces."""
        return self._page.inner_text("body")

    def says(self, text):
        return plain(text) in plain(self.text)

    @property
    def images(self):
        """The alternative texts of the images that are shown: loaded, and as large as a page."""
        shown = "image.complete && image.naturalWidth > 0 && image.clientWidth > 100"
        return self._value(f"[...document.querySelectorAll('main img')].filter(image => {shown}).map(image => image.alt)")

    def picture(self, name):
        """Takes a screenshot of the whole page into the folder of the scenario."""
        self._value("scrollTo(0, 0)")
        size = self._protocol.send("Page.getLayoutMetrics")["cssContentSize"]
        options = {"captureBeyondViewport": True, "optimizeForSpeed": True, "clip": {**size, "scale": 1}}
        data = self._protocol.send("Page.captureScreenshot", options)["data"]
        self._pictures.mkdir(parents=True, exist_ok=True)
        (self._pictures / f"{name}.png").write_bytes(base64.b64decode(data))

    def look_as(self, view):
        """Switches to one of VIEWS."""
        width, height, scale = VIEWS[view]
        metrics = {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": False}
        self._protocol.send("Emulation.setDeviceMetricsOverride", metrics)

    def overflows(self):
        """Whether the page is wider than its window and scrolls horizontally."""
        return self._value("document.documentElement.scrollWidth > document.documentElement.clientWidth")

    def axe(self):
        """The findings of axe, each as "rule: selectors"."""
        self._javascript(True)
        self._value(AXE + ";0")
        found = self._value("axe.run({resultTypes: ['violations']}).then(found => found.violations.map(({id, nodes}) => [id, nodes.map(node => `${node.target}`)]))")
        self._javascript(self._scripts)
        return [f"axe: {rule}: {', '.join(targets)}" for rule, targets in found]

    def inspect(self, name, pictured=tuple(VIEWS)):
        """All faults of the page: findings of axe, invisible focus, small targets, horizontal scrolling. Takes screenshots in the views in `pictured`;
        ends in the desktop view."""
        faults = self.axe()
        hidden = [self.focused()["name"] for shows in self._tab_stops(FOCUS_SHOWS) if not shows]
        faults += [f"focus does not show: {name}" for name in dict.fromkeys(hidden)]
        faults += [f"small target: {name}" for name in dict.fromkeys(self._value(SMALL_TARGETS))]
        for view in reversed(VIEWS):
            self.look_as(view)
            if view in pictured:
                self.picture(f"{name}-{view}")
            if self.overflows():
                faults.append(f"scrolls sideways: {view}")
        return faults

    # Keyboard

    def open(self, address):
        """Opens an address and waits until the page is loaded."""
        return self._page.goto(address)

    def press(self, key):
        """Presses a key by its name: "Tab", "Enter", "Space", "ArrowDown", "Shift+Tab"."""
        self._page.keyboard.press(key)

    def type(self, text):
        self._page.keyboard.type(text)

    def press_tab_until(self, label):
        """Moves the focus to the control with this label and returns its role and state."""
        passed = []
        for _ in self._tab_stops():
            stop = self.focused()
            if stop["name"] == plain(label):
                return stop
            passed.append(stop["name"])
        raise AssertionError(f"Tab does not reach {label!r} on {self.address}; it reaches {passed}")

    def focused(self):
        """The role, name and state of the focused element; the role is "none" if there is none."""
        question = {"objectId": self._focused_element(), "fetchRelatives": False}
        node = self._protocol.send("Accessibility.getPartialAXTree", question)["nodes"][0]
        state = {said["name"]: said["value"].get("value") for said in node.get("properties", [])}
        facts = {fact: node.get(fact, {}).get("value") or "" for fact in ("role", "name", "value", "description")}
        return {**facts, "name": plain(facts["name"]), "state": state}

    def fill(self, label, text):
        """Replaces the value of a field."""
        if self.press_tab_until(label)["role"] in ("textbox", "searchbox", "spinbutton"):
            self.press("Control+A")
            self.press("Delete")
        self.type(text)

    def choose(self, label):
        """Selects an option, ticks a checkbox, or selects a radio button with the arrow keys once Tab has reached its group."""
        choice = self._page.get_by_label(label, exact=True).or_(self._page.get_by_role("radio", name=label, exact=True)).first
        group = choice.evaluate("choice => choice.type === 'radio' ? choice.name : ''")
        if not group:
            self.press_tab_until(label)
            self.press("Space")
            return
        for _ in self._tab_stops():
            if self._value(f"document.activeElement.name === {json.dumps(group)}"):
                break
        else:
            raise AssertionError(f"Tab does not reach the choices with {label!r} on {self.address}")
        for _ in range(self._page.locator(f"[type=radio][name={json.dumps(group)}]").count()):
            if self.focused()["name"] == plain(label):
                self.press("Space")
                return
            self.press("ArrowDown")
        raise AssertionError(f"no arrow reaches {label!r} on {self.address}")

    def activate(self, label):
        """Follows a link or presses a button, and waits until the next page is loaded."""
        self.press_tab_until(label)
        with self._page.expect_navigation():
            self.press("Enter")
        # A page is painted once before its autofocus takes effect.
        for _ in range(TIMEOUT // 50):
            if not self._value("document.querySelector('[autofocus]') && document.activeElement === document.body"):
                break
            self._page.wait_for_timeout(50)

    def attach(self, label, *files):
        """Chooses files for a field, without the browser's file dialog."""
        self.press_tab_until(label)
        self._protocol.send("DOM.setFileInputFiles", {"objectId": self._focused_element(), "files": list(map(str, files))})

    def download(self, label):
        """Follows a link to a file. Returns the name given by the server and the path, valid until the browser is closed."""
        self.press_tab_until(label)
        with self._page.expect_download() as download:
            self.press("Enter")
        return download.value.suggested_filename, download.value.path()

    def _tab_stops(self, question="true"):
        """Presses Tab until every tab stop was reached, and yields the result of an expression for each; those after the initial focus
        twice."""
        nowhere = "document.activeElement === document.body || !document.hasFocus()"
        # With a fragment in the address, Tab starts at its target.
        rounds = 1 if self._value(nowhere) and "#" not in self.address else 0
        while rounds < 2:
            self.press("Tab")
            answer = self._value(f"{nowhere} ? null : {question}")
            if answer is None:
                rounds += 1
            else:
                yield answer

    def _focused_element(self):
        return self._protocol.send("Runtime.evaluate", {"expression": "document.activeElement"})["result"]["objectId"]

    def _javascript(self, allowed):
        self._protocol.send("Emulation.setScriptExecutionDisabled", {"value": not allowed})

    def _value(self, expression):
        question = {"expression": expression, "awaitPromise": True, "returnByValue": True}
        answer = self._protocol.send("Runtime.evaluate", question)
        if "exceptionDetails" in answer:
            raise AssertionError(answer["exceptionDetails"])
        return answer["result"].get("value")


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise AssertionError(f"{command[0]}: {done.stdout}{done.stderr}")
