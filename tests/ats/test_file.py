"""`GET /ats/v1/candidates/{id}/file`: a link that is good for an hour, without a key."""

from datetime import datetime, timedelta

import httpx

from tests.ats.caller import Caller
from tests.ats.cvs import Cv
from tests.servers.tenant import code_of, from_somewhere


def _fetch(url: str) -> httpx.Response:
    with httpx.Client(event_hooks={"request": [from_somewhere]}) as client:
        return client.get(url)


def test_the_link_leads_to_the_file(owner: Caller) -> None:
    content = Cv().pdf()
    key = owner.parsed_file("Zoë's CV.pdf", content)["id"]
    body = owner.get(f"/candidates/{key}/file")
    assert list(body) == ["data"]
    assert list(body["data"]) == ["url", "filename", "content_type", "expires_at"]
    data = body["data"]
    assert (data["filename"], data["content_type"]) == ("Zoë's CV.pdf", "application/pdf")
    left = datetime.fromisoformat(data["expires_at"]) - datetime.now().astimezone()
    assert timedelta(minutes=58) < left <= timedelta(hours=1)
    response = _fetch(data["url"])
    assert (response.status_code, response.content) == (200, content)
    assert response.headers["content-type"] == "application/pdf"
    assert response.headers["content-disposition"].startswith("attachment; filename=")
    if not owner.service.uses_postgres:  # a store of its own sends its own headers
        assert data["url"].startswith(owner.service.base_url)
        assert response.headers["x-content-type-options"] == "nosniff"
        assert response.headers["content-length"] == str(len(content))


def test_download_redirects(owner: Caller) -> None:
    key = owner.parsed_file("nora.pdf", Cv().pdf())["id"]
    response = owner.http.get(f"/candidates/{key}/file", params={"download": "true"})
    assert response.status_code == 302
    assert _fetch(response.headers["location"]).content == Cv().pdf()
    assert owner.get(f"/candidates/{key}/file", download="false")["data"]["url"]
    bad = owner.http.get(f"/candidates/{key}/file", params={"download": "maybe"})
    assert code_of(bad) == "validation_error"


def test_a_link_that_was_tampered_with(owner: Caller) -> None:
    key, other = owner.parsed()["id"], owner.parsed()["id"]
    url = owner.get(f"/candidates/{key}/file")["data"]["url"]
    for bad in (url.replace(key, other), url[:-1] + ("A" if url[-1] != "A" else "B")):
        assert _fetch(bad).status_code in {403, 404}  # a store of its own says 403
    for token in ("x", f"{key}.99999999999:abc", f"{key}.99999999999", "%00"):
        response = _fetch(f"{owner.service.base_url}/ats/v1/files/{token}")
        assert (response.status_code, code_of(response)) == (404, "not_found")


def test_the_link_ends_with_the_candidate(owner: Caller) -> None:
    key = owner.parsed()["id"]
    url = owner.get(f"/candidates/{key}/file")["data"]["url"]
    owner.http.delete(f"/candidates/{key}")
    assert _fetch(url).status_code == 404


def test_nobody_elses(owner: Caller, colleague: Caller, stranger: Caller) -> None:
    key = owner.parsed()["id"]
    assert colleague.http.get(f"/candidates/{key}/file").status_code == 200
    response = stranger.http.get(f"/candidates/{key}/file")
    assert (response.status_code, code_of(response)) == (404, "not_found")


def test_a_link_takes_nothing_but_get(owner: Caller) -> None:
    response = owner.http.post("/files/x")
    assert (response.status_code, response.headers["allow"]) == (405, "GET, HEAD")
