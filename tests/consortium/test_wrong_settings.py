"""A wrong setting ends the start with one sentence that names it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from consortium.environment import Environment, Refused

ROOT = Path(__file__).resolve().parents[2]
WRONG = [
    ("int", "PORT", "abc", "whole number"),
    ("int", "EMAIL_TIMEOUT", "-3", "whole number"),
    ("bool", "DEBUG", "perhaps", "1 or 0"),
    ("numbers", "MAIL_RETRY_SECONDS", "1,x", "whole numbers"),
    ("limits", "MAIL_PER_MINUTE_TO", "outlook.com", "look like"),
    ("json", "ANYMAIL", "{bad", "JSON"),
    ("site", "SITE_URL", "c.example.org", "whole address"),
    ("site", "SITE_URL", "https://c.example.org:port", "whole address"),
    ("site", "DISCREET_SITE_URL", "https://c.example.org/there", "whole address"),
    ("database", "DATABASE_URL", "mysql://a@b/c", "postgres://"),
    ("database", "DATABASE_URL", "postgres://a@b:54x2/c", "postgres://"),
    ("database", "DATABASE_URL", "nonsense", "postgres://"),
    ("mail_server", "EMAIL_URL", "smtp.example.org", "smtp"),
    ("mail_server", "EMAIL_URL", "smtp://", "smtp"),
    ("mail_server", "EMAIL_URL", "smtp://host:port", "smtp"),
    ("mail_address", "MAIL_ADDRESS", "nobody", "e-mail address"),
    ("zone", "TIME_ZONE", "Mars/Olympus", "time zone"),
    ("hosts", "ALLOWED_HOSTS", "https://c.example.org", "host names"),
    ("secret", "SECRET_KEY", "short", "random value"),
    ("pair", "INBOUND_WEBHOOK_SECRET", "secret", "user:password"),
    ("backup_key", "BACKUP_KEY", "abc", "new-key"),
]
EXTRA = {"site": [""], "database": [""], "mail_address": [""], "zone": ["UTC"], "hosts": [[]], "secret": [""]}
EXTRA |= {"numbers": [[]], "json": [{}]}


@pytest.mark.parametrize(("sort", "name", "value", "said"), WRONG)
def test_wrong_value_is_refused_by_name(monkeypatch, sort, name, value, said):
    monkeypatch.setenv(name, value)
    with pytest.raises(Refused, match=rf"^{name} .*{said}"):
        getattr(Environment(), sort)(name, *EXTRA.get(sort, []))


def test_unwritable_folder_is_refused_by_name(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(Refused, match=r"^VAR_DIR: .*file/metrics"):
        Environment().folder(tmp_path / "file" / "metrics", "VAR_DIR")


def test_start_ends_with_the_sentence_alone(tmp_path):
    wrong = {"TIME_ZONE": "Mars/Olympus", "SECRET_KEY": "x" * 40, "VAR_DIR": str(tmp_path)}
    environment = {"PATH": os.environ["PATH"], **wrong}
    command = [sys.executable, "manage.py", "check"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and done.stdout == ""
    assert done.stderr == "TIME_ZONE must be a time zone such as America/Chicago, not “Mars/Olympus”.\n"
