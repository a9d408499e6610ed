"""What one child process may use at most: numbers in, frozen records out."""

from dataclasses import dataclass

_MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Ceilings of one job; the kernel enforces all but the wall clock, which the caller watches.

    `memory_bytes` counts address space, the zygote's own modules (about 140 MB of mappings)
    included. `file_bytes` is the size of the largest file the job may write. All but the wall clock
    hold for each program that the job starts.
    """

    memory_bytes: int
    cpu_seconds: int
    wall_seconds: float
    file_bytes: int
    open_files: int
    processes: int = 128  # and threads, those of other jobs of the same zygote included


CHECK_LIMITS = Limits(
    memory_bytes=512 * _MB,
    cpu_seconds=2,
    wall_seconds=3.0,
    file_bytes=0,  # a check writes nothing
    open_files=16,
)
"""For the look at a file while its sender waits for the answer."""

UNPACK_LIMITS = Limits(
    memory_bytes=1024 * _MB,  # the archive itself is held
    cpu_seconds=10,
    wall_seconds=20.0,
    file_bytes=256 * _MB,
    open_files=16,
)
"""For taking an archive apart while its sender waits."""

PARSE_LIMITS = Limits(
    memory_bytes=768 * _MB,
    cpu_seconds=8,
    wall_seconds=9.0,  # with queueing and polling, a hostile file is answered within ten seconds
    file_bytes=256 * _MB,
    open_files=64,
)
"""For one parse: a two-page resume needs about 150 MB and 0.1 s."""

PROGRAM_LIMITS = Limits(
    memory_bytes=2048 * _MB,
    cpu_seconds=240,
    wall_seconds=300.0,
    file_bytes=256 * _MB,
    open_files=256,
)
"""For a job that runs OCR (a dense page: 3 to 10 s, 180 MB) or an office program (2 s, 220 MB)."""
