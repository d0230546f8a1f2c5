import pytest


@pytest.fixture(scope="session")
def no_commit_waits():
    """They do: the disk is part of what is measured."""
