"""`GET /ats/v1/candidates`: pages, filters, search and order."""

from collections.abc import Iterator

import pytest

from tests import pdfs
from tests.ats.caller import Caller
from tests.ats.cvs import Cv
from tests.servers.service import Service
from tests.servers.tenant import code_of

LISTED = (
    *("id", "full_name", "email", "phone", "location", "current_title", "years_of_experience"),
    *("skills", "languages", "work_history", "education", "certifications", "linkedin_url"),
    *("github_url", "portfolio_url", "ai_summary", "original_filename", "source"),
    *("parsing_status", "parsing_confidence", "created_at", "parsed_at"),
)
PEOPLE = {
    "zoe": Cv("Zoë Müller", "zoe@example.com", skills="Python, C++, Node.js"),
    "ines": Cv("Inés Peña", "ines@example.com", skills="Python, PostgreSQL", title="Analyst"),
    "karl": Cv("Karl Weiß", "karl@example.com", skills="Bookkeeping, SAP", title="Accountant"),
}


@pytest.fixture(scope="module")
def people(service: Service) -> Iterator[tuple[Caller, dict[str, str]]]:
    """Three candidates that tests only look at, by name, and their owner."""
    with Caller(service) as caller:
        found = {name: caller.parsed_file(f"{name}.pdf", cv.pdf()) for name, cv in PEOPLE.items()}
        yield caller, {name: candidate["id"] for name, candidate in found.items()}


People = tuple[Caller, dict[str, str]]


def test_newest_first_in_pages(people: People) -> None:
    caller, ids = people
    body = caller.get("/candidates", limit=2)
    assert list(body) == ["data", "meta"]
    assert [row["id"] for row in body["data"]] == [ids["karl"], ids["ines"]]
    assert list(body["data"][0]) == list(LISTED)
    assert body["meta"] == {
        "total": 3,
        "page": 1,
        "limit": 2,
        "total_pages": 2,
        "has_next": True,
        "has_prev": False,
    }
    second = caller.get("/candidates", limit=2, page=2)
    assert [row["id"] for row in second["data"]] == [ids["zoe"]]
    assert caller.get("/candidates")["meta"]["limit"] == 20


FOUND = {
    "one skill": ({"skills": "python"}, "zoe ines"),
    "all skills": ({"skills": "Python, POSTGRESQL"}, "ines"),
    "a skill nobody has": ({"skills": "Python,Falconry"}, ""),
    "no skill": ({"skills": ","}, "zoe ines karl"),
    "half a skill": ({"skills": "postgre"}, ""),
    "status": ({"status": "completed"}, "zoe ines karl"),
    "another status": ({"status": "failed"}, ""),
    "a word": ({"search": "accountant"}, "karl"),
    "words of different fields": ({"search": "python analyst"}, "ines"),
    "without accents": ({"search": "muller"}, "zoe"),
    "with them": ({"search": "PEÑA"}, "ines"),
    "a sharp s": ({"search": "weiss"}, "karl"),
    "signs that tell": ({"search": "C++"}, "zoe"),
    "a dot": ({"search": "node.js"}, "zoe"),
    "half a word": ({"search": "account"}, ""),
    "the beginning of a word": ({"search": "account*"}, "karl"),
    "a part of an address": ({"search": "ines@example.com"}, "ines"),
    "operators are words": ({"search": "python OR sap"}, ""),
    "quotes and signs are none": ({"search": '\'"python" & ( | : -'}, "zoe ines"),
    "nothing but signs": ({"search": "'&|"}, "zoe ines karl"),
    "search and skill": ({"search": "example", "skills": "sap"}, "karl"),
}


@pytest.mark.parametrize(("query", "expected"), FOUND.values(), ids=FOUND)
def test_who_is_found(people: People, query: dict[str, str], expected: str) -> None:
    caller, ids = people
    assert set(caller.ids(**query)) == {ids[name] for name in expected.split()}


ORDERS = {
    "by name": ({"sort": "full_name", "order": "asc"}, "ines karl zoe"),
    "by name, backwards": ({"sort": "full_name"}, "zoe karl ines"),
    "oldest first": ({"order": "asc"}, "zoe ines karl"),
    "by the end of the parse": ({"sort": "parsed_at", "order": "asc"}, "zoe ines karl"),
}


@pytest.mark.parametrize(("query", "expected"), ORDERS.values(), ids=ORDERS)
def test_in_which_order(people: People, query: dict[str, str], expected: str) -> None:
    caller, ids = people
    assert caller.ids(**query) == [ids[name] for name in expected.split()]


BAD = (
    *({"page": "0"}, {"page": "x"}, {"limit": "101"}, {"limit": "-1"}, {"status": "done"}),
    *({"sort": "email"}, {"order": "up"}, {"search": "x" * 201}, {"as_of": "2026-13-01"}),
    {"skills": ",".join(map(str, range(21)))},
)


@pytest.mark.parametrize("query", BAD, ids=str)
def test_a_bad_query(people: People, query: dict[str, str]) -> None:
    response = people[0].http.get("/candidates", params=query)
    assert (response.status_code, code_of(response)) == (400, "validation_error")


def test_bytes_that_no_database_takes(people: People) -> None:
    for name in ("search", "skills", "tag"):
        assert people[0].http.get(f"/candidates?{name}=a%00b").status_code == 200


def test_years_at_another_day_in_a_list(people: People) -> None:
    rows = people[0].get("/candidates", as_of="2014-12-31")["data"]
    assert [row["years_of_experience"] for row in rows] == [2.8, 2.8, 2.8]


def test_nobody_elses(people: People, stranger: Caller) -> None:
    assert stranger.get("/candidates")["meta"]["total"] == 0
    assert stranger.ids(search="python") == stranger.ids(skills="python") == []


def test_what_has_no_value_comes_last(owner: Caller) -> None:
    named = owner.parsed_file("a.pdf", Cv().pdf())["id"]
    waiting = owner.parse(("b.pdf", pdfs.resume())).json()["candidates"][0]["id"]
    owner.ended(waiting)
    owner.http.patch(f"/candidates/{waiting}", json={"full_name": None})
    for order in ("asc", "desc"):
        assert owner.ids(sort="full_name", order=order) == [named, waiting]


def test_names_are_sorted_whatever_their_case(owner: Caller) -> None:
    ids = {name: owner.parsed(f"Number {name}")["id"] for name in ("ada", "BEN", "Cy", "dan")}
    for name, one in ids.items():
        owner.http.patch(f"/candidates/{one}", json={"full_name": f"{name} Example"})
    assert owner.ids(sort="full_name", order="asc") == list(ids.values())
    assert owner.ids(sort="full_name") == list(ids.values())[::-1]


def test_reading_has_twice_the_limit(owner: Caller) -> None:
    assert owner.http.get("/candidates").headers["X-RateLimit-Limit"] == "2000"
