"""Uploads in a folder of the server, which keeps no half of a file."""

from django.core.files.storage import FileSystemStorage


class UploadFolder(FileSystemStorage):
    """Django's, but that a file the disk had no room for leaves nothing behind."""

    def _save(self, name, content):
        try:
            return super()._save(name, content)
        except OSError:
            self.delete(name)
            raise
