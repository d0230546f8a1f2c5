"""Where uploads lie: a folder, or any service that speaks S3, by one address in `MEDIA_URL`.

Read by the settings, so it imports no model.
"""

from importlib.util import find_spec
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from consortium.environment import Refused, parts_of

SCHEMES = {"s3": "https", "s3+http": "http"}
FILES = "consortium.upload_folder.UploadFolder"
EXAMPLE = "s3://KEY:SECRET@s3.us-east-2.amazonaws.com/BUCKET?region=us-east-2"


def upload_folder(address: str, default: Path) -> Path:
    """The folder that a `file://` address names, or the default one."""
    return Path(unquote(urlsplit(address).path)) if address.startswith("file:///") else default


def upload_storage(address: str) -> dict:
    """Django's storage setting for an address; Django's own folder of uploads where it is empty.

    Raises Refused, in a sentence that names MEDIA_URL.
    """
    parts = urlsplit(address)
    if not address or parts.scheme == "file":
        return {"BACKEND": FILES, "OPTIONS": {"file_permissions_mode": 0o640}}
    if parts.scheme not in SCHEMES:
        raise Refused(f"MEDIA_URL must be empty, file:///a/folder or {EXAMPLE}")
    bucket = parts.path.strip("/")
    if parts_of(address) is None or not parts.hostname or not bucket or "/" in bucket:
        raise Refused(f"MEDIA_URL must name a host and one bucket: {EXAMPLE}")
    if find_spec("storages") is None or find_spec("boto3") is None:
        raise Refused("MEDIA_URL names S3: install requirements-s3.txt first")
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": _options(parts, bucket)}


def _options(parts, bucket: str) -> dict:
    """Private objects under their own names: every reader is asked first, so no address is ever given out."""
    port = f":{parts.port}" if parts.port else ""
    return {
        "bucket_name": bucket,
        "endpoint_url": f"{SCHEMES[parts.scheme]}://{parts.hostname}{port}",
        "access_key": unquote(parts.username) if parts.username else None,
        "secret_key": unquote(parts.password) if parts.password else None,
        "region_name": parse_qs(parts.query).get("region", ["us-east-1"])[0],
        "addressing_style": "path",
        "default_acl": "private",
        "file_overwrite": False,
        "querystring_auth": True,
    }
