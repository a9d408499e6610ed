"""The port of the store: both adapters keep the same promises, one of them on a real server."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from apps.core.storage import ArtifactStore, ObjectInfo, ObjectMissing, clean_spool
from apps.core.storage.disk import DiskStore
from apps.core.storage.s3 import S3Store
from tests.servers.deployments import temporary_folder
from tests.servers.s3 import ACCESS_KEY, BUCKET, S3, SECRET_KEY

DATA = bytes(range(256)) * 4


@pytest.fixture(scope="module")
def server() -> Iterator[S3]:
    with temporary_folder() as folder:
        server = S3(folder)
        try:
            server.start()
            yield server
        finally:
            server.stop()


def _s3(
    server: S3,
    spool: Path,
    prefix: str = "",
    secret: str = SECRET_KEY,
    public: str | None = None,
) -> S3Store:
    credentials: dict[str, str | None] = {
        "endpoint_url": server.endpoint,
        "region_name": "us-east-1",
        "aws_access_key_id": ACCESS_KEY,
        "aws_secret_access_key": secret,
    }
    return S3Store(BUCKET, prefix, spool, credentials, public)


@pytest.fixture(params=["disk", "s3", "s3 below a prefix"])
def adapter(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ArtifactStore]:
    """An empty store."""
    if request.param == "disk":
        yield DiskStore(tmp_path)
        return
    prefix = "deep/er" if "prefix" in request.param else ""
    store = _s3(request.getfixturevalue("server"), tmp_path / "spool", prefix)
    yield store
    store.delete_prefix("")


def _spooled(adapter: ArtifactStore, data: bytes) -> Path:
    path = adapter.spool / "upload"
    path.write_bytes(data)
    return path


def test_keeps_what_is_put(adapter: ArtifactStore) -> None:
    adapter.put("jobs/a/1/json", DATA)
    assert adapter.read("jobs/a/1/json") == DATA
    adapter.put("jobs/a/1/json", b"anew")
    assert adapter.read("jobs/a/1/json") == b"anew"


def test_adopts_a_file_of_the_spool(adapter: ArtifactStore) -> None:
    path = _spooled(adapter, DATA)
    adapter.adopt("jobs/a/source", path)
    assert adapter.read("jobs/a/source") == DATA
    assert list(adapter.spool.iterdir()) == []


def test_an_empty_object_is_an_object(adapter: ArtifactStore) -> None:
    adapter.put("jobs/a/empty", b"")
    assert adapter.read("jobs/a/empty") == b""
    assert b"".join(adapter.stream("jobs/a/empty")) == b""


PARTS = [(0, None), (0, 10), (5, 1), (1000, 24), (1000, None), (1023, 1), (7, 0), (0, 5000)]


@pytest.mark.parametrize(("start", "length"), PARTS)
def test_streams_a_part(adapter: ArtifactStore, start: int, length: int | None) -> None:
    adapter.put("jobs/a/json", DATA)
    end = None if length is None else start + length
    assert b"".join(adapter.stream("jobs/a/json", start, length)) == DATA[start:end]


def test_gives_a_local_copy(adapter: ArtifactStore, tmp_path: Path) -> None:
    folder = tmp_path / "workspace"
    folder.mkdir()
    adapter.put("jobs/a/source", DATA)
    path = adapter.local_copy("jobs/a/source", folder)
    assert path.read_bytes() == adapter.read("jobs/a/source") == DATA
    assert [*folder.iterdir(), *adapter.spool.iterdir()] in ([], [path])


def test_what_is_not_there_is_missing(adapter: ArtifactStore, tmp_path: Path) -> None:
    adapter.put("jobs/a/json", DATA)
    with pytest.raises(ObjectMissing):
        adapter.read("jobs/a/jso")
    with pytest.raises(ObjectMissing):
        list(adapter.stream("jobs/b/json"))
    with pytest.raises(ObjectMissing):
        adapter.local_copy("jobs/b/json", tmp_path)


def test_lists_by_key_from_a_key_on(adapter: ArtifactStore) -> None:
    for key in ("jobs/c/x", "jobs/a/x", "jobs/b/2/y", "jobs/b/1/x", "other/z"):
        adapter.put(key, key.encode())
    keys = ["jobs/a/x", "jobs/b/1/x", "jobs/b/2/y", "jobs/c/x"]
    assert list(adapter.list("jobs/")) == [ObjectInfo(key, len(key)) for key in keys]
    assert [item.key for item in adapter.list("jobs/b/")] == keys[1:3]
    assert [item.key for item in adapter.list("jobs/", start_after="jobs/b")] == keys[1:]
    assert [item.key for item in adapter.list("jobs/", start_after=keys[1])] == keys[2:]
    assert list(adapter.list("nothing/")) == []


def test_the_spool_is_no_part_of_the_store(adapter: ArtifactStore) -> None:
    _spooled(adapter, DATA)
    assert list(adapter.list("jobs/")) == []


def test_deletes_all_below_a_prefix_and_nothing_beside(adapter: ArtifactStore) -> None:
    for key in ("jobs/a/source", "jobs/a/1/json", "jobs/ab/source"):
        adapter.put(key, DATA)
    assert adapter.delete_prefix("jobs/a/") == 2
    assert [item.key for item in adapter.list("jobs/")] == ["jobs/ab/source"]
    assert adapter.delete_prefix("jobs/a/") == 0


def test_a_store_that_is_there_passes_its_check(adapter: ArtifactStore) -> None:
    adapter.check()


def test_a_wrong_secret_fails_the_check(server: S3, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="403"):
        _s3(server, tmp_path, secret="x" * 40).check()


@pytest.mark.parametrize("key", ["../x", "jobs/../../x"])
def test_no_key_climbs_out_of_the_folder(tmp_path: Path, key: str) -> None:
    store = DiskStore(tmp_path / "store")
    with pytest.raises(ValueError, match="climb"):
        store.put(key, b"x")
    with pytest.raises(ValueError, match="climb"):
        store.delete_prefix(key)


def test_cleaning_the_spool_leaves_young_files(tmp_path: Path) -> None:
    (tmp_path / "young").touch()
    assert clean_spool(tmp_path, older_than_seconds=60) == 0
    assert clean_spool(tmp_path, older_than_seconds=-1) == 1


def test_cleaning_the_spool_removes_folders(tmp_path: Path) -> None:
    """An archive is taken apart in a folder; its process may die over it."""
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "000").write_bytes(DATA)
    (tmp_path / "upload").write_bytes(DATA)
    assert clean_spool(tmp_path, older_than_seconds=60) == 0
    assert clean_spool(tmp_path, older_than_seconds=-1) == 2
    assert list(tmp_path.iterdir()) == []


NORA = "attachment; filename=\"nora.pdf\"; filename*=UTF-8''nora.pdf"


def test_a_signed_url_gives_the_object_with_its_headers(adapter: ArtifactStore) -> None:
    adapter.put("candidates/a/source", DATA)
    wanted = {"media_type": "application/pdf", "disposition": NORA}
    url = adapter.presign("candidates/a/source", seconds=60, **wanted)
    if isinstance(adapter, DiskStore):
        assert url is None
        return
    assert url is not None
    response = httpx.get(url)
    assert (response.status_code, response.content) == (200, DATA)
    assert response.headers["content-type"] == "application/pdf"
    assert response.headers["content-disposition"] == NORA
    assert httpx.get(url.replace("candidates/a", "candidates/b")).status_code in {403, 404}


def test_urls_are_signed_for_the_address_that_callers_know(server: S3, tmp_path: Path) -> None:
    known = server.endpoint.replace("127.0.0.1", "localhost")
    store = _s3(server, tmp_path / "spool", public=known)
    store.put("candidates/a/source", DATA)
    url = store.presign("candidates/a/source", seconds=60, media_type="x/y", disposition=NORA)
    assert url is not None
    assert url.startswith(f"{known}/")
    assert httpx.get(url).content == DATA
    store.delete_prefix("")
