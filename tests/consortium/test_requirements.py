"""What an installation gets, by hash: the image and the tests have all that a server has, at the same versions."""

import re

import pytest
from django.conf import settings


def locked(name: str) -> dict[str, str]:
    text = (settings.BASE_DIR / name).read_text()
    return dict(re.findall(r"^([a-z0-9_.-]+)==(\S+)", text, re.MULTILINE))


def test_everything_that_is_asked_for_is_locked():
    asked = re.findall(r"^[a-z0-9-]+", (settings.BASE_DIR / "requirements.in").read_text(), re.MULTILINE)
    assert set(asked) <= set(locked("requirements.txt"))


@pytest.mark.parametrize("larger", ["requirements-s3.txt", "requirements-dev.txt"])
def test_a_larger_installation_has_what_a_server_has(larger):
    assert locked("requirements.txt").items() <= locked(larger).items()
