"""What somebody does with pages at a computer of their own: Debian's Chromium, the keyboard, and nothing else.

A Person has a home folder with the authorities it trusts, a certificate or none, and the profile of a browser that can be closed
and opened again. A Page is what that browser shows; it has no mouse.
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
PATIENCE = 60_000  # milliseconds

# CSS pixels and device pixels per CSS pixel. "zoomed" is a window of 1280 pixels at 200 %.
VIEWS = {"desktop": (1280, 900, 1), "phone": (360, 800, 1), "zoomed": (640, 450, 2)}

# A native field for a date shows the focus on its parts, and a frame within itself, which a page cannot ask about.
FOCUS_SHOWS = """(() => {
    const element = document.activeElement, style = getComputedStyle(element);
    const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
    return outlined || style.boxShadow !== 'none' || ['date', 'time', 'month'].includes(element.type) || element.localName === 'iframe';
})()"""


@dataclass(frozen=True)
class Stage:
    """Where a story plays: Playwright's Chromium, and the folder for its pictures."""

    chromium: BrowserType
    pictures: pathlib.Path


def plain(text):
    """With one space for each run of white space, no-break spaces too."""
    return " ".join(text.split())


class Person:
    """`trusts`: a PEM file with a CA certificate. `pkcs12`: the certificate that the browser shows to who asks, without a question."""

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
        # What the policy AutoSelectCertificateForUrls sets for a machine, a profile can hold for itself.
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
        """Opens the browser and yields its page. Cookies that outlive a browser are there again the next time."""
        context = self._stage.chromium.launch_persistent_context(
            self._home / "profile",
            executable_path=CHROMIUM,
            env={**os.environ, "HOME": str(self._home)},
            args=["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"],
            extra_http_headers={"Accept-Language": language},
            no_viewport=True,
        )
        context.set_default_timeout(PATIENCE)
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
    """What the browser shows. Labels are accessible names, as Chromium computes them, compared with plain spaces."""

    def __init__(self, context, javascript, pictures):
        self._page = context.pages[0]
        self._protocol = context.new_cdp_session(self._page)
        self._scripts = javascript
        self._pictures = pictures
        self._javascript(javascript)
        self.look_as("desktop")

    def __getattr__(self, name):
        raise AttributeError(f"a page has no {name!r}: whoever tells a story has eyes and a keyboard")

    # Eyes

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
        """What stands on the page, its no-break spaces as they are."""
        return self._page.inner_text("body")

    def says(self, text):
        return plain(text) in plain(self.text)

    def picture(self, name):
        """The whole page, as wide as it is and scrolled to its top, in the folder of the story's pictures."""
        self._value("scrollTo(0, 0)")
        size = self._protocol.send("Page.getLayoutMetrics")["cssContentSize"]
        options = {"captureBeyondViewport": True, "clip": {**size, "scale": 1}}
        data = self._protocol.send("Page.captureScreenshot", options)["data"]
        self._pictures.mkdir(parents=True, exist_ok=True)
        (self._pictures / f"{name}.png").write_bytes(base64.b64decode(data))

    def look_as(self, view):
        """Through one of VIEWS, until another is named."""
        width, height, scale = VIEWS[view]
        metrics = {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": False}
        self._protocol.send("Emulation.setDeviceMetricsOverride", metrics)

    def overflows(self):
        """Whether the page is wider than its window, so that it scrolls sideways."""
        return self._value("document.documentElement.scrollWidth > document.documentElement.clientWidth")

    def axe(self):
        """What axe finds, each as "rule: selectors"."""
        self._javascript(True)
        self._value(AXE + ";0")
        found = self._value("axe.run().then(found => found.violations.map(({id, nodes}) => [id, nodes.map(node => `${node.target}`)]))")
        self._javascript(self._scripts)
        return [f"axe: {rule}: {', '.join(targets)}" for rule, targets in found]

    def inspect(self, name, pictured=tuple(VIEWS)):
        """Every fault of the page: what axe finds, focus that does not show, sideways scrolling. Takes a picture in the views that are
        `pictured`; shows the desktop last."""
        faults = self.axe()
        hidden = [self.focused()["name"] for shows in self._tab_stops(FOCUS_SHOWS) if not shows]
        faults += [f"focus does not show: {name}" for name in dict.fromkeys(hidden)]
        for view in reversed(VIEWS):
            self.look_as(view)
            if view in pictured:
                self.picture(f"{name}-{view}")
            if self.overflows():
                faults.append(f"scrolls sideways: {view}")
        return faults

    # Keyboard

    def open(self, address):
        """Types an address and waits until its page is there."""
        return self._page.goto(address)

    def press(self, key):
        """One key by its name: "Tab", "Enter", "Space", "ArrowDown", "Shift+Tab"."""
        self._page.keyboard.press(key)

    def type(self, text):
        self._page.keyboard.type(text)

    def press_tab_until(self, label):
        """Moves the focus to the control with this label and tells its role and state."""
        passed = []
        for _ in self._tab_stops():
            stop = self.focused()
            if stop["name"] == plain(label):
                return stop
            passed.append(stop["name"])
        raise AssertionError(f"Tab does not reach {label!r} on {self.address}; it reaches {passed}")

    def focused(self):
        """The role, name and state of what has the focus; its role is "none" where nothing has it."""
        question = {"objectId": self._focused_element(), "fetchRelatives": False}
        node = self._protocol.send("Accessibility.getPartialAXTree", question)["nodes"][0]
        state = {said["name"]: said["value"].get("value") for said in node.get("properties", [])}
        facts = {fact: node.get(fact, {}).get("value") or "" for fact in ("role", "name", "value", "description")}
        return {**facts, "name": plain(facts["name"]), "state": state}

    def fill(self, label, text):
        """Replaces what stands in a field."""
        if self.press_tab_until(label)["role"] in ("textbox", "searchbox", "spinbutton"):
            self.press("Control+A")
            self.press("Delete")
        self.type(text)

    def choose(self, label):
        """Chooses one of several, or ticks a box: a radio button by the arrows, once Tab has come to its group."""
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
        """Follows a link or presses a button, and waits until the page that it leads to is there."""
        self.press_tab_until(label)
        with self._page.expect_navigation():
            self.press("Enter")
        # A page is painted once before what it wants to have the focus has it.
        for _ in range(PATIENCE // 50):
            if not self._value("document.querySelector('[autofocus]') && document.activeElement === document.body"):
                break
            self._page.wait_for_timeout(50)

    def attach(self, label, *files):
        """Chooses files of this computer for a field; the dialog in which people do that belongs to no page."""
        self.press_tab_until(label)
        self._protocol.send("DOM.setFileInputFiles", {"objectId": self._focused_element(), "files": list(map(str, files))})

    def download(self, label):
        """Follows a link to a file and returns the name that the server gives it and where it lies until the browser closes."""
        self.press_tab_until(label)
        with self._page.expect_download() as download:
            self.press("Enter")
        return download.value.suggested_filename, download.value.path()

    def _tab_stops(self, question="true"):
        """Presses Tab until every stop of the page was met, and yields the answer of each to a question; those behind the focus twice."""
        nowhere = "document.activeElement === document.body || !document.hasFocus()"
        # Behind the target of an address with a fragment, Tab starts in the middle.
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
