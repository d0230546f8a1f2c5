import io
import tarfile

import pytest
from cryptography.fernet import Fernet
from django.core.management import CommandError, call_command

from consortium import archive
from members.models import Organization, Person


@pytest.fixture
def key(monkeypatch):
    monkeypatch.setenv("BACKUP_KEY", Fernet.generate_key().decode())


def written() -> bytes:
    target = io.BytesIO()
    archive.write(target)
    return target.getvalue()


@pytest.mark.django_db(transaction=True)
def test_backup_comes_back_whole_into_the_other_database_and_this_one(key, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    (settings.MEDIA_ROOT / "mou").mkdir(parents=True)
    (settings.MEDIA_ROOT / "mou" / "one.pdf").write_bytes(b"%PDF")
    call_command("load_sample", verbosity=0)
    before = written()
    call_command("backup", to=str(tmp_path / "backups"), verbosity=0)
    call_command("flush", interactive=False, verbosity=0)
    (settings.MEDIA_ROOT / "mou" / "one.pdf").unlink()
    call_command("restore", next((tmp_path / "backups").glob("*.backup")), verbosity=0)
    assert written() == before
    assert (settings.MEDIA_ROOT / "mou" / "one.pdf").read_bytes() == b"%PDF"
    Organization.objects.create(name="The next key is free")


def test_backup_says_what_to_do_without_a_key(db, monkeypatch):
    monkeypatch.delenv("BACKUP_KEY", raising=False)
    with pytest.raises(CommandError, match="--new-key"):
        call_command("backup")


def test_restore_never_touches_an_installation_with_people(key, ada, tmp_path):
    path = tmp_path / "x.backup"
    call_command("backup", to=str(tmp_path), verbosity=0)
    path = next(tmp_path.glob("*.backup"))
    with pytest.raises(CommandError, match="empty installation"):
        call_command("restore", path)
    assert Person.objects.get() == ada


@pytest.mark.parametrize(
    "content",
    [b"", b"not a backup", Fernet(Fernet.generate_key()).encrypt(b"x")],
    ids=["empty", "text", "another key"],
)
def test_restore_refuses_a_strange_file_in_a_sentence(key, db, tmp_path, content):
    path = tmp_path / "x.backup"
    path.write_bytes(content)
    with pytest.raises(CommandError, match="BACKUP_KEY"):
        call_command("restore", path)


def test_archive_cannot_write_outside_the_uploads(db, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    source = io.BytesIO(written())
    with tarfile.open(fileobj=source, mode="a") as tar:
        info = tarfile.TarInfo("files/../../escaped")
        info.size = 1
        tar.addfile(info, io.BytesIO(b"x"))
    source.seek(0)
    with pytest.raises(archive.Refused, match="outside"):
        archive.read(source)
    assert not (tmp_path / "escaped").exists()
