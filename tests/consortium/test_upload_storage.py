"""Uploads lie in a folder or on any service that speaks S3, and are read in the same way."""

import io

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from consortium import archive
from consortium.upload_storage import upload_folder, upload_storage
from library.models import Picture
from tests.charter.test_uploads import picture
from tests.consortium.s3_service import s3_service


@pytest.fixture
def s3(settings):
    pytest.importorskip("storages", reason="pip install -r requirements-s3.txt")
    with s3_service("uploads") as (address, objects, headers):
        storage = upload_storage(f"s3+http://key:secret@{address}/uploads?region=us-east-2")
        settings.STORAGES = {**settings.STORAGES, "default": storage}
        yield objects, headers


def test_upload_is_kept_on_s3_privately_and_given_out_by_our_own_page(client, ada, s3):
    objects, headers = s3
    client.force_login(ada)
    upload = SimpleUploadedFile("Jane Doe.png", picture("PNG"))
    client.post("/site/pictures/", {"alt": "A river", "dignity": "on", "file": upload})
    key = Picture.objects.get().file.name
    assert list(objects) == [key] and "jane" not in key.lower()
    assert headers[key]["x-amz-acl"] == "private"
    client.logout()
    answer = client.get(f"/pictures/{Picture.objects.get().pk}/")
    assert b"".join(answer) == objects[key] and answer.status_code == 200


def test_backup_takes_uploads_from_s3_and_brings_them_back(s3, db):
    objects, _ = s3
    objects["mou/2026/one.pdf"] = b"%PDF"
    target = io.BytesIO()
    archive.write(target)
    del objects["mou/2026/one.pdf"]
    call_command("flush", interactive=False, verbosity=0)
    target.seek(0)
    archive.read(target)
    assert objects["mou/2026/one.pdf"] == b"%PDF"


@pytest.mark.parametrize(
    "address", ["/media/", "ftp://host/bucket", "s3://host", "s3:///bucket", "s3://k:s@host/bucket/folder"]
)
def test_wrong_address_is_refused_in_a_sentence(address):
    with pytest.raises(ImproperlyConfigured, match=r"^MEDIA_URL must"):
        upload_storage(address)


def test_folder_may_be_named(tmp_path):
    assert upload_folder("file:///srv/uploads", tmp_path).as_posix() == "/srv/uploads"
    assert upload_folder("", tmp_path) == tmp_path
