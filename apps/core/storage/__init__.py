"""Where files live: one port, two adapters (local disk, S3-compatible), chosen by the settings."""

from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from apps.core.storage.disk import DiskStore
from apps.core.storage.port import (
    ArtifactStore,
    ObjectInfo,
    ObjectMissing,
    StorageUnavailable,
    clean_spool,
)

__all__ = [
    "ArtifactStore",
    "ObjectInfo",
    "ObjectMissing",
    "StorageUnavailable",
    "clean_spool",
    "clear_spool",
    "store",
]


UPLOAD_SECONDS = 15 * 60.0
"""Longer than any upload is on its way."""


def clear_spool() -> int:
    """Remove what dead processes left in the spool, however long a job may work; the number."""
    return clean_spool(store().spool, UPLOAD_SECONDS + settings.PARSELANE.longest_parse)


@cache
def store() -> ArtifactStore:
    """The store of this deployment."""
    env = settings.PARSELANE
    url = urlsplit(env.storage_url)
    if url.scheme != "s3":
        return DiskStore(Path(url.path) if url.path else env.data_dir / "storage")
    from apps.core.storage.s3 import S3Store  # boto3 costs 100 ms and 30 MB: only where used

    credentials = {
        "endpoint_url": env.s3_endpoint_url or None,
        "region_name": env.s3_region,
        "aws_access_key_id": env.aws_access_key_id or None,
        "aws_secret_access_key": env.aws_secret_access_key or None,
    }
    return S3Store(
        url.netloc,
        url.path,
        env.data_dir / "spool",
        credentials,
        env.s3_public_endpoint_url or None,
    )
