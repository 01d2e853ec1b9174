"""The messages to a person, on the demonstration's page."""

import re
import time

CODE = re.compile(r"(?<![-\d])\d{6}(?!\d)")
TIMEOUT = 60  # seconds
PAUSE = 0.05


class Mailbox:
    """The messages to one address that `page` shows."""

    def __init__(self, page, site, address):
        self._page = page
        self._shown_at = f"{site}/demonstration/messages"
        self._address = address

    def messages(self):
        """The texts of all messages, newest first."""
        self._page.open(self._shown_at)
        found, theirs = [], False
        for line in self._page.text.splitlines():
            if re.match(r"\S+ · ", line):
                theirs = line.startswith(f"{self._address} · ")
                if theirs:
                    found.append("")
            elif theirs:
                found[-1] += f"{line}\n"
        return found

    def code(self, seen):
        """Waits for a one-time code, ignoring the first `seen` messages. Leaves the browser on the page with the messages."""
        limit = time.monotonic() + TIMEOUT
        while time.monotonic() < limit:
            messages = self.messages()
            codes = [CODE.search(message) for message in messages[: len(messages) - seen]]
            if any(codes):
                return next(code[0] for code in codes if code)
            time.sleep(PAUSE)
        raise AssertionError(f"no code came to {self._address}")
