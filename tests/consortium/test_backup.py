import io
import shutil
import tarfile
from contextlib import nullcontext
from types import SimpleNamespace

import pytest
import time_machine
from cryptography.fernet import Fernet
from django.core.management import CommandError, call_command
from django.test import TestCase

from audit.following import history_follows
from consortium import archive, erase_list
from consortium.leaving import remove_person
from mail.models import Message
from members.models import Organization, Person, Representation
from tests.migrated import migrated


@pytest.fixture
def key(monkeypatch):
    monkeypatch.setenv("BACKUP_KEY", Fernet.generate_key().decode())


@pytest.fixture
def unproven(key, monkeypatch):
    """Backups without their proof, which takes seconds each and has a test of its own."""
    monkeypatch.setattr("consortium.management.commands.backup._prove", lambda path, counts: None)


@pytest.fixture
def quick_proof(tmp_path, monkeypatch):
    """The proof's scratch database is migrated already, which is most of what it takes."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    shutil.copy(migrated(), scratch / "scratch.sqlite3")
    given = SimpleNamespace(TemporaryDirectory=lambda prefix: nullcontext(str(scratch)))
    monkeypatch.setattr("consortium.management.commands.backup.tempfile", given)


def written() -> bytes:
    target = io.BytesIO()
    archive.write(target)
    return target.getvalue()


@pytest.mark.django_db(transaction=True)
def test_backup_comes_back_whole_into_the_other_database_and_this_one(key, quick_proof, tmp_path, settings):
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


def test_restore_never_touches_an_installation_with_people(unproven, ada, tmp_path):
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


def test_who_was_removed_after_a_backup_stays_removed_when_it_is_restored(
    unproven, ada, cal, tmp_path, settings
):
    settings.VAR_DIR = tmp_path / "var"
    settings.VAR_DIR.mkdir()
    call_command("backup", to=str(tmp_path / "old"), verbosity=0)
    remove(cal)
    gone = restored(tmp_path / "old", cal)
    assert (gone.name, gone.email, gone.is_active) == ("Former member", "", False)
    assert Person.objects.get(pk=ada.pk).name == "Ada Lund"


def test_erase_list_travels_beside_the_backups(unproven, ada, cal, tmp_path, settings):
    settings.VAR_DIR = tmp_path / "var"
    settings.VAR_DIR.mkdir()
    call_command("backup", to=str(tmp_path / "copied"), verbosity=0)
    remove(cal)
    erase_list.own_list().unlink()
    erase_list.copy_beside(tmp_path / "copied")
    listed = (tmp_path / "copied" / "erased.jsonl").read_text()
    assert cal.handle in listed and "Cal" not in listed
    assert restored(tmp_path / "copied", cal).name == "Former member"


def test_backup_older_than_thirty_five_days_goes_and_the_newest_never(unproven, ada, tmp_path):
    for day in ("2026-10-01", "2026-11-20", "2026-11-25"):
        with time_machine.travel(f"{day}T03:00:00Z", tick=False):
            call_command("backup", to=str(tmp_path), keep=30, verbosity=0)
    days = [path.name[11:19] for path in sorted(tmp_path.glob("*.backup"))]
    assert days == ["20261120", "20261125"]
    with time_machine.travel("2027-03-01T03:00:00Z", tick=False):
        call_command("backup", to=str(tmp_path), keep=30, verbosity=0)
    assert [path.name[11:19] for path in tmp_path.glob("*.backup")] == ["20270301"]


def remove(person: Person) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        remove_person(person, by=person)


def restored(folder, person: Person) -> Person:
    """The same person after a disaster: everything is lost, and the folder's backup is taken in."""
    Message.objects.all().delete()
    with history_follows():
        for model in (Representation, Person):
            model.objects.all().delete()
    call_command("restore", next(folder.glob("*.backup")), verbosity=0)
    return Person.objects.get(handle=person.handle)
