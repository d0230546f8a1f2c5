"""As much of S3's protocol as keeping and listing files takes, over real HTTP, with the objects in a dict."""

import http.server
import threading
from contextlib import contextmanager
from datetime import UTC, datetime
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

STAMP = datetime(2026, 1, 1, tzinfo=UTC)


@contextmanager
def s3_service(bucket: str):
    """Yields (address of the service, its objects by key, headers of each write by key)."""
    objects: dict[str, bytes] = {}
    headers: dict[str, dict] = {}

    class Service(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def key(self) -> str:
            return unquote(urlsplit(self.path).path).removeprefix(f"/{bucket}").lstrip("/")

        def answer(self, status: int, body: bytes = b"", **more):
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Last-Modified", STAMP.strftime("%a, %d %b %Y %H:%M:%S GMT"))
            for name, value in more.items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def do_PUT(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            chunked = "aws-chunked" in self.headers.get("Content-Encoding", "")
            objects[self.key()] = _unchunked(body) if chunked else body
            headers[self.key()] = dict(self.headers)
            self.answer(200, ETag='"x"')

        def do_GET(self):
            if self.key():
                found = objects.get(self.key())
                self.answer(404) if found is None else self.answer(200, found, ETag='"x"')
            else:
                self.answer(200, _listing(objects, parse_qs(urlsplit(self.path).query)))

        do_HEAD = do_GET

        def do_DELETE(self):
            objects.pop(self.key(), None)
            self.answer(204)

        def log_message(self, *args):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Service)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"127.0.0.1:{server.server_port}", objects, headers
    finally:
        server.shutdown()
        server.server_close()


def _unchunked(body: bytes) -> bytes:
    """What `aws-chunked` carries: lengths in hexadecimal before each piece, trailers after the last."""
    whole = b""
    while True:
        head, _, body = body.partition(b"\r\n")
        size = int(head.split(b";")[0], 16)
        if not size:
            return whole
        whole, body = whole + body[:size], body[size + 2 :]


def _listing(objects: dict, query: dict) -> bytes:
    prefix = query.get("prefix", [""])[0]
    inside = [key.removeprefix(prefix) for key in sorted(objects) if key.startswith(prefix)]
    folders = sorted({name.split("/")[0] + "/" for name in inside if "/" in name})
    files = "".join(
        f"<Contents><Key>{escape(prefix + name)}</Key><Size>1</Size></Contents>"
        for name in inside
        if "/" not in name
    )
    common = "".join(
        f"<CommonPrefixes><Prefix>{escape(prefix + f)}</Prefix></CommonPrefixes>" for f in folders
    )
    return f"<ListBucketResult>{files}{common}<IsTruncated>false</IsTruncated></ListBucketResult>".encode()
