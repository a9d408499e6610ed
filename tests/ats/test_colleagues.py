"""Each route as a colleague of each role, and as a stranger: the role decides, a stranger finds
nothing."""

from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from tests import pdfs
from tests.ats.caller import Caller
from tests.servers.tenant import code_of

ROLES = ("admin", "member", "read_only")
WRITERS = ("admin", "member")
FILE = {"files": ("a.pdf", pdfs.resume(), "application/pdf")}


@dataclass(frozen=True)
class Call:
    """A request; `{one}`, `{other}` and `{tag}` stand for what the owner has."""

    method: str
    path: str
    more: dict[str, Any]
    is_read: bool = False
    is_of_a_thing: bool = True


CALLS = {
    "parse": Call("POST", "/parse", {"files": FILE}, is_of_a_thing=False),
    "fetch": Call("POST", "/parse/url", {"json": {"urls": ["x"]}}, is_of_a_thing=False),
    "list": Call("GET", "/candidates", {}, is_read=True, is_of_a_thing=False),
    "see": Call("GET", "/candidates/{one}", {}, is_read=True),
    "the file": Call("GET", "/candidates/{one}/file", {}, is_read=True),
    "duplicates": Call("GET", "/candidates/{one}/duplicates", {}, is_read=True),
    "tags of one": Call("GET", "/candidates/{one}/tags", {}, is_read=True),
    "tags": Call("GET", "/tags", {}, is_read=True, is_of_a_thing=False),
    "a tag": Call("GET", "/tags/{tag}", {}, is_read=True),
    "usage": Call("GET", "/usage", {}, is_read=True, is_of_a_thing=False),
    "correct": Call("PATCH", "/candidates/{one}", {"json": {"location": "Salem"}}),
    "make a tag": Call("POST", "/tags", {"json": {"name": "Fresh"}}, is_of_a_thing=False),
    "rename a tag": Call("PATCH", "/tags/{tag}", {"json": {"name": "Lead"}}),
    "tag one": Call("POST", "/candidates/{one}/tags", {"json": {"name": "More"}}),
    "untag one": Call("DELETE", "/candidates/{one}/tags/{tag}", {}),
    "merge": Call("POST", "/candidates/{one}/merge", {"json": {"with": "{other}"}}),
    "delete": Call("DELETE", "/candidates/{one}", {}),
    "delete a tag": Call("DELETE", "/tags/{tag}", {}),
}

Things = dict[str, str]


@pytest.fixture
def things(owner: Caller) -> Things:
    one, other = (owner.parsed(str(number))["id"] for number in range(2))
    tag = owner.http.post(f"/candidates/{one}/tags", json={"name": "Senior"}).json()["data"][0]
    return {"one": one, "other": other, "tag": tag["id"]}


def _ask(caller: Caller, call: Call, things: Things, key: str) -> httpx.Response:
    more = dict(call.more)
    if "json" in more:
        more["json"] = {
            name: value.format(**things) if isinstance(value, str) else value
            for name, value in more["json"].items()
        }
    headers = {"X-API-Key": key}
    return caller.http.request(call.method, call.path.format(**things), headers=headers, **more)


def _colleague(owner: Caller, role: str) -> str:
    """The key of a colleague with all scopes that the role has."""
    host = f"{owner.service.base_url}/v1"
    body = {"email": f"{role}@example.com", "role": role}
    member = owner.http.post(f"{host}/members", json=body).json()["id"]
    made = owner.http.post(f"{host}/keys", json={"name": "hers", "member_id": member}).json()
    return str(made["key"])


@pytest.mark.parametrize("role", ROLES)
def test_a_colleague_may_what_the_role_may(owner: Caller, things: Things, role: str) -> None:
    key = _colleague(owner, role)
    for name, call in CALLS.items():
        response = _ask(owner, call, things, key)
        if call.is_read or role in WRITERS:
            assert response.status_code < 300, (name, response.text)
        else:
            assert (response.status_code, code_of(response)) == (403, "api_access_disabled"), name


def test_a_stranger_finds_nothing(owner: Caller, stranger: Caller, things: Things) -> None:
    before = owner.candidate(things["one"])
    for name, call in CALLS.items():
        response = _ask(stranger, call, things, stranger.key)
        if call.is_of_a_thing:
            assert (response.status_code, code_of(response)) == (404, "not_found"), name
        else:
            assert response.status_code < 300, name
    assert owner.candidate(things["one"]) == before


@pytest.mark.parametrize("key", ["", "pk_none_at_all"])
def test_without_a_key_there_is_nothing_at_all(owner: Caller, things: Things, key: str) -> None:
    for name, call in CALLS.items():
        response = _ask(owner, call, things, key)
        assert (response.status_code, code_of(response)) == (401, "invalid_api_key"), name
