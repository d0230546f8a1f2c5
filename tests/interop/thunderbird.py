"""Debian's Thunderbird, headless, driven by Marionette: one mailbox, one calendar, mail sent to a loopback server."""

import json
import os
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

from tests.interop.readers import needs
from tests.mail.post_office import free_port

PREFERENCES = {
    "mail.accountmanager.accounts": "account1",
    "mail.accountmanager.defaultaccount": "account1",
    "mail.account.account1.server": "server1",
    "mail.account.account1.identities": "id1",
    "mail.server.server1.type": "pop3",
    "mail.server.server1.hostname": "127.0.0.1",
    "mail.server.server1.userName": "cal",
    "mail.server.server1.name": "Cal",
    "mail.server.server1.login_at_startup": False,
    "mail.server.server1.check_new_mail": False,
    "mail.server.server1.storeContractID": "@mozilla.org/msgstore/berkeleystore;1",
    "mail.identity.id1.fullName": "Cal Ness",
    "mail.identity.id1.useremail": "cal@example.org",
    "mail.identity.id1.valid": True,
    "mail.identity.id1.smtpServer": "smtp1",
    "mail.identity.id1.fcc": False,
    "mail.smtpservers": "smtp1",
    "mail.smtp.defaultserver": "smtp1",
    "mail.smtpserver.smtp1.hostname": "127.0.0.1",
    "mail.smtpserver.smtp1.authMethod": 1,
    "mail.smtpserver.smtp1.try_ssl": 0,
    "mail.provider.suppress_dialog_on_startup": True,
    "mail.spotlight.firstRunDone": True,
    "mail.shell.checkDefaultClient": False,
    "mailnews.start_page.enabled": False,
    "mail.rights.version": 1,
    "mail.donation_appeal.enabled": False,
    "app.donation.eoy.version.viewed": 999,
    "datareporting.policy.dataSubmissionPolicyBypassNotification": True,
    "app.update.enabled": False,
    "extensions.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "calendar.timezone.local": "America/Chicago",
    "calendar.timezone.useSystemTimezone": False,
    "calendar.itip.compatSendMode": 0,
    "calendar.alarms.show": False,
    "calendar.alarms.playsound": False,
}

PRELUDE = """
const done = arguments[arguments.length - 1];
const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
const { cal } = ChromeUtils.importESModule("resource:///modules/calendar/calUtils.sys.mjs");
const sleep = (ms) => new Promise((resolve) => {
  const timer = Cc["@mozilla.org/timer;1"].createInstance(Ci.nsITimer);
  timer.initWithCallback(resolve, ms, Ci.nsITimer.TYPE_ONE_SHOT);
  globalThis.__timers = [...(globalThis.__timers ?? []).slice(-20), timer];
});
const until = async (test, what) => {
  for (let i = 0; i < 150; i++) { const found = await test(); if (found) return found; await sleep(100); }
  throw new Error("never came: " + what);
};
const main = () => Services.wm.getMostRecentWindow("mail:3pane");
const inbox = () => MailServices.accounts.accounts[0].incomingServer.rootFolder.getChildNamed("Inbox");
"""

SET_UP = """
await until(() => main()?.document.getElementById("tabmail")?.tabModes?.mailMessageTab, "the main window");
const [home] = await until(() => cal.manager.getCalendars().length && cal.manager.getCalendars(), "a calendar");
home.setProperty("disabled", false);
home.setProperty("imip.identity.key", "id1");
"""

OPEN = """
const folder = inbox().QueryInterface(Ci.nsIMsgLocalMailFolder);
const header = folder.addMessage(args[0]);
const tabmail = main().document.getElementById("tabmail");
const tab = tabmail.openTab("mailMessageTab", { messageURI: inbox().getUriForMsg(header), viewWrapper: null });
const bar = await until(() => {
  const found = tab.chromeBrowser?.contentWindow?.document?.getElementById("imip-bar");
  return found && !found.collapsed && found;
}, "the invitation bar");
const offered = () => [...bar.ownerDocument.querySelectorAll("toolbarbutton[id^=imip]")]
  .filter((button) => !button.hidden && !["imipMoreButton", "imipGoToCalendarButton"].includes(button.id))
  .map((button) => button.label);
return until(() => offered().length && offered(), "a button");
"""

PRESS = """
const page = main().document.getElementById("tabmail").currentTabInfo.chromeBrowser.contentDocument;
const button = [...page.querySelectorAll("toolbarbutton[id^=imip]")].find((b) => !b.hidden && b.label == args[0]);
page.defaultView.setTimeout(() => button.click(), 0);
"""

WHO = """
const asked = () => [...Services.wm.getEnumerator(null)].find((w) => w.location.href.includes("itip-identity"));
const page = await until(asked, "the question who answers");
const dialog = await until(() => page.document.querySelector("dialog"), "its dialog");
await until(() => dialog.getButton?.("accept") ?? page.document.readyState == "complete", "its buttons");
page.setTimeout(() => dialog.acceptDialog(), 0);
return page.document.documentElement.textContent.trim().slice(0, 500);
"""

ENTRIES = """
const [home] = cal.manager.getCalendars();
const items = await home.getItemsAsArray(Ci.calICalendar.ITEM_FILTER_ALL_ITEMS, 0, null, null);
const found = items.map((item) => ({
  uid: item.id,
  sequence: Number(item.getProperty("SEQUENCE") ?? 0),
  start: item.startDate.getInTimezone(cal.dtz.UTC).icalString,
  local: item.startDate.getInTimezone(cal.dtz.defaultTimezone).hour,
  answers: item.getAttendees().map((a) => a.participationStatus),
}));
"""

WAIT = (
    "return until(async () => {"
    + ENTRIES
    + """
return found.length == args[0] && found.every((entry) => entry.sequence >= args[1]) && found;
}, "the entries");
"""
)
ENTRIES += "return found;"


class Thunderbird:
    """One running Thunderbird."""

    def __init__(self, port: int):
        self.socket = _connect(port)
        self._receive()
        self.number = 0
        self.command("WebDriver:NewSession", {"strictFileInteractability": True})
        self.command("Marionette:SetContext", {"value": "chrome"})
        self.js(SET_UP)

    def command(self, name: str, parameters: dict):
        self.number += 1
        message = json.dumps([0, self.number, name, parameters]).encode()
        self.socket.sendall(str(len(message)).encode() + b":" + message)
        _, _, error, result = self._receive()
        assert error is None, f"{error.get('error')}: {error.get('message')}"
        return result

    def js(self, body: str, *arguments):
        """What the body, an async function's, returns inside Thunderbird."""
        script = PRELUDE + "(async (...args) => {" + body + "})(...arguments).then("
        script += "(value) => done({ value }), (error) => done({ error: String(error) }));"
        parameters = {"script": script, "args": list(arguments), "newSandbox": True, "scriptTimeout": 60000}
        answer = self.command("WebDriver:ExecuteAsyncScript", parameters)["value"]
        assert "error" not in answer, answer["error"]
        return answer.get("value")

    def open_letter(self, raw: bytes) -> set[str]:
        """Put a letter into the inbox and open it: the answers and acts that its bar offers."""
        return set(self.js(OPEN, raw.decode()))

    def press(self, button: str) -> None:
        """Press one of them, by its label."""
        self.js(PRESS, button)

    def answer_as_herself(self) -> str:
        """Invited at an address that it does not know, it asks as whom she answers: as herself."""
        return self.js(WHO)

    def entries(self) -> list[dict]:
        """What stands in the calendar."""
        return self.js(ENTRIES)

    def wait_for(self, count: int, sequence: int = 0) -> list[dict]:
        """The entries, once there are so many and each has at least this SEQUENCE."""
        return self.js(WAIT, count, sequence)

    def _receive(self):
        head = b""
        while not head.endswith(b":"):
            head += self.socket.recv(1)
        size, data = int(head[:-1]), b""
        while len(data) < size:
            data += self.socket.recv(size - len(data))
        return json.loads(data)


def _connect(port: int) -> socket.socket:
    for _ in range(300):
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=120)
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("Thunderbird did not start")


@contextmanager
def thunderbird(home: Path, *, smtp: int):
    """Start it with an empty mailbox for cal@example.org and an empty calendar; `smtp` takes what it sends."""
    needs(shutil.which("thunderbird"), "Thunderbird")
    profile, port = home / "profile", free_port()
    folder = profile / "Mail" / "127.0.0.1"
    folder.mkdir(parents=True)
    (folder / "Inbox").write_bytes(b"")
    preferences = PREFERENCES | {
        "marionette.port": port,
        "mail.server.server1.directory-rel": "[ProfD]Mail/127.0.0.1",
        "mail.smtpserver.smtp1.port": smtp,
    }
    lines = [f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in preferences.items()]
    (profile / "user.js").write_text("\n".join(lines))
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "MOZ_HEADLESS": "1",
        "LC_ALL": "C.UTF-8",
        "TZ": "America/Chicago",
    }
    process = subprocess.Popen(
        ["thunderbird", "--headless", "--profile", str(profile), "--marionette", "--remote-allow-system-access", "--no-remote"],
        env=environment, stdout=(home / "log").open("wb"), stderr=subprocess.STDOUT, start_new_session=True,
    )  # fmt: skip
    try:
        yield Thunderbird(port)
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
