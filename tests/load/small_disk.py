"""A disk that can be filled without a harm to the machine's own."""

import contextlib
import os
import resource
import subprocess
from pathlib import Path

SIZE = 96 << 20


class SmallDisk:
    """A folder on a disk of its own where we may mount one; elsewhere its processes are refused every growth.

    Both are real refusals of the kernel; only the former is also seen by who asks how much room is left.
    """

    def __init__(self, folder: Path):
        self.folder, self.ballast = folder, folder / "ballast"
        folder.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=700", "load", str(folder)]
        self.mounted = (
            os.geteuid() == 0 and not subprocess.run(mount, capture_output=True, check=False).returncode
        )

    def fill(self, process: int) -> None:
        """From now on no byte more, for the process and those it has started."""
        if self.mounted:
            self._fill()
        else:
            self._limit(process, 1)

    def clear(self, process: int) -> None:
        if self.mounted:
            self.ballast.unlink()
        else:
            self._limit(process, resource.RLIM_INFINITY)

    def remove(self) -> None:
        if self.mounted:
            subprocess.run(["umount", "--lazy", str(self.folder)], check=True)

    def _fill(self) -> None:
        piece = b"x" * (1 << 16)
        with self.ballast.open("wb", buffering=0) as file, contextlib.suppress(OSError):
            while True:
                file.write(piece)

    def _limit(self, process: int, size: int) -> None:
        for one in [process, *_children(process)]:
            hard = resource.prlimit(one, resource.RLIMIT_FSIZE)[1]
            resource.prlimit(one, resource.RLIMIT_FSIZE, (size, hard))


def _children(process: int) -> list[int]:
    found = Path(f"/proc/{process}/task").glob("*/children")
    near = [int(number) for file in found for number in file.read_text().split()]
    return near + [far for one in near for far in _children(one)]
