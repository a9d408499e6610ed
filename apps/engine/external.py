"""Run another program: an argument list and bytes in, bytes out, its failures as ours.

The programs read customer files, so this is called in the sandbox only. Nothing of the caller's
environment reaches them, no shell is involved, what they write to stderr is dropped, as it may hold
text of the document, and so is what they leave in the folder they have for temporary files.
"""

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from apps.engine.errors import CorruptFile

SEARCHED = "/usr/local/bin:/usr/bin:/bin"
ENVIRONMENT = {
    "PATH": SEARCHED,
    "LANG": "C.UTF-8",
    "LC_ALL": "C.UTF-8",
    "OMP_THREAD_LIMIT": "1",  # tesseract's threads spin and slow each other
}


@cache
def find(program: str) -> Path | None:
    """Where a program is installed; None where it is not."""
    found = shutil.which(program, path=SEARCHED)
    return Path(found) if found else None


def run(command: Sequence[str], *, given: bytes, seconds: float) -> bytes:
    """What the program writes to stdout for `given` on stdin. Raises CorruptFile when it fails
    or takes longer than `seconds`."""
    with tempfile.TemporaryDirectory() as scratch:
        try:
            done = subprocess.run(  # noqa: S603 - a list of our own, no shell
                list(command),
                input=given,
                capture_output=True,
                env=ENVIRONMENT | {"TMPDIR": scratch, "HOME": scratch},
                timeout=seconds,
                check=False,
            )
        except (subprocess.TimeoutExpired, OSError) as error:
            raise CorruptFile(f"{Path(command[0]).name} could not read the file") from error
    if done.returncode:
        raise CorruptFile(f"{Path(command[0]).name} could not read the file")
    return done.stdout
