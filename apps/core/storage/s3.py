"""Artifacts in an S3-compatible bucket, through boto3."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from apps.core.storage.port import CHUNK, ObjectInfo, ObjectMissing, StorageUnavailable

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client

DELETE_BATCH = 1000  # keys per request, the protocol's limit
MISSING = {"NoSuchKey", "404", "NotFound"}

CLIENT = Config(
    signature_version="s3v4",
    s3={"addressing_style": "path"},
    # newer default checksums are refused by several S3-compatible servers
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
    connect_timeout=3,
    read_timeout=30,
    retries={"max_attempts": 3, "mode": "standard"},
    max_pool_connections=32,
)


class S3Store:
    """Keys are object names below `prefix` in `bucket`. The spool is a local folder."""

    def __init__(
        self,
        bucket: str,
        prefix: str,
        spool: Path,
        credentials: dict[str, str | None],
        public_endpoint_url: str | None = None,
    ) -> None:
        self.bucket = bucket
        self.prefix = f"{prefix.strip('/')}/" if prefix.strip("/") else ""
        self.spool = spool
        self.spool.mkdir(parents=True, exist_ok=True)
        self.client = _client(credentials)
        # a signature covers the host: links are signed for the one by which callers know the store
        public = {**credentials, "endpoint_url": public_endpoint_url}
        self.signer = _client(public) if public_endpoint_url else self.client

    def adopt(self, key: str, path: Path) -> None:
        with path.open("rb") as file, _translated():
            self.client.put_object(Bucket=self.bucket, Key=self.prefix + key, Body=file)
        path.unlink()

    def put(self, key: str, data: bytes) -> None:
        with _translated():
            self.client.put_object(Bucket=self.bucket, Key=self.prefix + key, Body=data)

    def _get(self, key: str, **more: Any) -> Any:
        with _translated():
            answer = self.client.get_object(Bucket=self.bucket, Key=self.prefix + key, **more)
        return answer["Body"]

    def read(self, key: str) -> bytes:
        body: bytes = self._get(key).read()
        return body

    def stream(self, key: str, start: int = 0, length: int | None = None) -> Iterator[bytes]:
        if length == 0:
            return
        end = start + length - 1 if length is not None else ""
        more = {"Range": f"bytes={start}-{end}"} if start or length is not None else {}
        yield from self._get(key, **more).iter_chunks(CHUNK)

    def local_copy(self, key: str, folder: Path) -> Path:
        path = folder / "source"
        with path.open("xb") as file:
            file.writelines(self.stream(key))
        return path

    def list(self, prefix: str, start_after: str = "") -> Iterator[ObjectInfo]:
        pages = self.client.get_paginator("list_objects_v2").paginate(
            Bucket=self.bucket,
            Prefix=self.prefix + prefix,
            StartAfter=self.prefix + start_after if start_after else "",
        )
        with _translated():
            for page in pages:
                for item in page.get("Contents", ()):
                    yield ObjectInfo(item["Key"].removeprefix(self.prefix), item["Size"])

    def delete_prefix(self, prefix: str) -> int:
        keys = [self.prefix + item.key for item in self.list(prefix)]
        for start in range(0, len(keys), DELETE_BATCH):
            batch = keys[start : start + DELETE_BATCH]
            with _translated():
                self.client.delete_objects(
                    Bucket=self.bucket, Delete={"Objects": [{"Key": key} for key in batch]}
                )
        return len(keys)

    def presign(self, key: str, *, seconds: int, media_type: str, disposition: str) -> str | None:
        wanted = {
            "Bucket": self.bucket,
            "Key": self.prefix + key,
            "ResponseContentType": media_type,
            "ResponseContentDisposition": disposition,
        }
        return self.signer.generate_presigned_url("get_object", Params=wanted, ExpiresIn=seconds)

    def check(self) -> None:
        with _translated():
            self.client.head_bucket(Bucket=self.bucket)


def _client(credentials: dict[str, str | None]) -> "S3Client":
    client: S3Client = boto3.session.Session().client(  # type: ignore[call-overload]
        "s3", config=CLIENT, **credentials
    )
    return client


@contextmanager
def _translated() -> Iterator[None]:
    """The client's errors as the port's."""
    try:
        yield
    except ClientError as error:
        code = error.response["Error"]["Code"]
        if code in MISSING:
            raise ObjectMissing(code) from None
        raise StorageUnavailable(f"the store answered {code}") from error
    except BotoCoreError as error:
        raise StorageUnavailable(f"the store did not answer: {type(error).__name__}") from error
