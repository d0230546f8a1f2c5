"""What the environment says, each value of the sort it must be; a wrong one is refused by name. Imports no model."""

import json
import re
from base64 import urlsafe_b64decode
from pathlib import Path
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import environ
from django.core.exceptions import ImproperlyConfigured

NUMBER = re.compile(r"\d+")
MAIL = re.compile(r"[^@\s]+@[^@\s]+")
KEY = 32  # the least length of SECRET_KEY, and the bytes of a BACKUP_KEY
SMTP = {"smtp", "smtps", "smtp+tls", "smtp+ssl"}


class Refused(SystemExit, ImproperlyConfigured):
    """Ends whatever is starting, with this sentence alone and without a traceback."""


class Environment(environ.Env):
    """Reads settings; all raise Refused with a sentence that names the variable."""

    def int(self, var: str, default: int = 0) -> int:
        """A whole number that is not negative."""
        value = self.str(var, "")
        if value and not NUMBER.fullmatch(value):
            raise Refused(f"{var} must be a whole number, not “{value}”.")
        return int(value) if value else default

    def bool(self, var: str, default: bool = False) -> bool:
        value = self.str(var, "").lower()
        if value and value not in {*self.BOOLEAN_TRUE_STRINGS, "0", "false", "no", "off", "n", "f"}:
            raise Refused(f"{var} must be 1 or 0, not “{value}”.")
        return value in self.BOOLEAN_TRUE_STRINGS if value else default

    def numbers(self, var: str, default: list[int]) -> list[int]:
        """Whole numbers with commas between them."""
        values = self.list(var, default=[])
        if not all(NUMBER.fullmatch(value) for value in values):
            raise Refused(f"{var} must be whole numbers with commas between them.")
        return [int(value) for value in values] or default

    def limits(self, var: str) -> dict[str, str]:
        """Names with whole numbers, such as `outlook.com=20,*=60`."""
        pairs = [pair.partition("=") for pair in self.list(var, default=[])]
        if not all(name and NUMBER.fullmatch(number) for name, _, number in pairs):
            raise Refused(f"{var} must look like outlook.com=20,*=60.")
        return {name: number for name, _, number in pairs}

    def json(self, var: str, default: dict) -> dict:
        try:
            value = json.loads(self.str(var, "") or "null")
        except ValueError as error:
            raise Refused(f"{var} must be JSON: {error}.") from None
        if value is not None and not isinstance(value, dict):
            raise Refused(f"{var} must be JSON in braces.")
        return default if value is None else value

    def choice(self, var: str, default: str, of: set[str]) -> str:
        value = self.str(var, default)
        if value not in of:
            raise Refused(f"{var} must be one of {', '.join(sorted(of))}, not “{value}”.")
        return value

    def site(self, var: str, default: str) -> str:
        """The whole address of a site, without a path."""
        value = self.str(var, default).rstrip("/")
        parts = parts_of(value)
        if parts is None or parts.scheme not in {"http", "https"} or not parts.hostname or parts.path:
            raise Refused(f"{var} must be a whole address such as https://consortium.example.org")
        return value

    def server(self, var: str, schemes: set[str], example: str) -> str:
        """The address of a server, or nothing."""
        value = self.str(var, "")
        parts = parts_of(value)
        if value and (parts is None or parts.scheme not in schemes or not (parts.hostname or parts.path)):
            raise Refused(f"{var} must be an address such as {example}")
        return value

    def database(self, var: str, default: str) -> dict:
        value = self.server(
            var, {"postgres", "postgresql", "sqlite"}, "postgres://user:password@host:5432/name"
        )
        return self.db_url_config(value or default)

    def mail_server(self, var: str) -> dict:
        """Django's EMAIL_ settings; none where the variable is empty."""
        example = "smtp+tls://user:password@smtp.example.org:587"
        value = self.server(var, SMTP, example)
        if value and not urlsplit(value).hostname:
            raise Refused(f"{var} must be an address such as {example}")
        return self.email_url_config(value) if value else {}

    def mail_address(self, var: str, default: str) -> str:
        value = self.str(var, default)
        if not MAIL.fullmatch(value):
            raise Refused(f"{var} must be an e-mail address, not “{value}”.")
        return value

    def zone(self, var: str, default: str) -> str:
        value = self.str(var, default)
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise Refused(f"{var} must be a time zone such as America/Chicago, not “{value}”.") from None
        return value

    def hosts(self, var: str, default: list[str]) -> list[str]:
        values = self.list(var, default=default)
        if any("/" in value for value in values):
            raise Refused(f"{var} must be host names with commas between them, without https://.")
        return values

    def secret(self, var: str, default: str) -> str:
        value = self.str(var, "") or default
        if len(value) < KEY:
            raise Refused(f"{var} must be a random value of {KEY} letters or more while DEBUG is off.")
        return value

    def pair(self, var: str) -> str:
        """`user:password`, or nothing."""
        value = self.str(var, "")
        if value and not all(value.partition(":")):
            raise Refused(f"{var} must be user:password.")
        return value

    def backup_key(self, var: str) -> str:
        """What `manage.py backup --new-key` makes, or nothing."""
        value = self.str(var, "")
        try:
            whole = not value or len(urlsafe_b64decode(value)) == KEY
        except ValueError:
            whole = False
        if not whole:
            raise Refused(f"{var} must be a key that `manage.py backup --new-key` has printed.")
        return value

    def folder(self, path: Path, var: str) -> Path:
        """A folder that is there to write into, below the one that the variable names."""
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Refused(f"{var}: {path} cannot be made ({error.strerror}).") from None
        return path


def parts_of(address: str) -> SplitResult | None:
    """The address taken apart; None where its port is no number."""
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018  (raises where it is none)
    except ValueError:
        return None
    return parts
