"""What each role gets of members' pages."""

EXPECTED: dict[str, tuple[int, int, int, int]] = {}
