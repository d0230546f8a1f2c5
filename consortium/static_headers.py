"""What static files say to browsers beside what they are."""


def static_headers(headers, path: str, url: str) -> None:
    """Opened by itself, a file of ours loads nothing and stands in nobody's frame."""
    headers["Content-Security-Policy"] = "default-src 'none'; style-src 'self'; frame-ancestors 'none'"
