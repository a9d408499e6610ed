"""Lists and searches: as many queries for many rows as for one, and who is found."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.accounts import services as accounts
from apps.accounts.audit import Actor
from apps.accounts.models import Organisation
from apps.candidates import search, tagging
from apps.candidates import services as candidates
from apps.candidates.models import Candidate
from tests.api.asking import ask
from tests.candidates.rows import NORA, read, resume
from tests.conftest import NOW
from tests.rows import make_organisation

pytestmark = pytest.mark.django_db(transaction=True)


def _caller() -> tuple[Organisation, str]:
    now = timezone.now()
    organisation = make_organisation(now)
    key, _ = accounts.issue_key(organisation=organisation, name="test", now=now)
    return organisation, key


def _queries(key: str, path: str) -> tuple[int, dict[str, Any]]:
    ask(key, "GET", path)  # what is written once a minute is written now
    with CaptureQueriesContext(connection) as captured:
        status, body = ask(key, "GET", path)
    assert status == 200
    return len(captured), body


PATHS = (
    "/ats/v1/candidates",
    "/ats/v1/candidates?as_of=2020-01-01",
    "/ats/v1/candidates?search=python&skills=python,sql&status=completed&tag=senior",
    "/ats/v1/tags",
)


@pytest.mark.parametrize("path", PATHS)
def test_many_rows_cost_no_more_queries_than_one(path: str) -> None:
    organisation, key = _caller()
    _add(organisation, "senior")
    one, body = _queries(key, path)
    assert body["meta"]["total"] == 1
    for number in range(5):
        _add(organisation, "senior" if "tag=" in path else f"tag {number}")
    six, body = _queries(key, path)
    assert len(body["data"]) == 6
    assert six == one


def test_duplicates_and_one_with_much_on_it_cost_no_more() -> None:
    organisation, key = _caller()
    first = _add(organisation, "senior")
    paths = [f"/ats/v1/candidates/{first.pk}{end}" for end in ("", "/duplicates", "/tags")]
    before = [_queries(key, path)[0] for path in paths]
    for number in range(5):
        tag = tagging.named(organisation=organisation, name=f"{number}", color="#000000", now=NOW)
        tagging.put_on(candidate=_add(organisation, "x"), tag=tag)
        tagging.put_on(candidate=first, tag=tag)
        candidates.correct(
            candidate=first,
            values={"location": str(number)},
            author=Actor("key x"),
            now=NOW,
        )
    assert [_queries(key, path)[0] for path in paths] == before


def _add(organisation: Organisation, tag: str) -> Candidate:
    candidate = read(NOW, organisation)
    named = tagging.named(organisation=organisation, name=tag, color="#000000", now=NOW)
    tagging.put_on(candidate=candidate, tag=named)
    return candidate


def test_the_search_forgets_what_was_corrected_and_deleted() -> None:
    organisation = make_organisation(NOW)
    candidate = read(NOW, organisation, resume(candidate={"name": "Nora Feldweg"}))
    mine = Candidate.objects.of(organisation)
    assert list(search.having(mine, "feldweg")) == [candidate]
    candidates.correct(
        candidate=candidate,
        values={"full_name": "Nora Neu"},
        author=Actor("key x"),
        now=NOW,
    )
    assert not search.having(mine, "feldweg").exists()
    assert list(search.having(mine, "nora NEU")) == [candidate]
    Candidate.objects.filter(pk=candidate.pk).delete()
    search.forget()
    assert not search.having(Candidate.objects.all(), "nora").exists()


def test_only_own_candidates_are_searched() -> None:
    read(NOW)
    organisation = make_organisation(NOW)
    assert not search.having(Candidate.objects.of(organisation), "nora").exists()
    assert NORA["candidate"]["name"] == "Nora Feldweg"


WORDS: tuple[tuple[str, list[str]], ...] = (
    ("Zoë Müller-Weiß", ["zoe", "muller", "weiss"]),
    ("C++, C# & .NET", ["cplusplus", "csharp", "dotnet"]),
    ("node.js @example_com", ["node", "js", "example", "com"]),
    ("Ｆｕｌｌ ﬁeld", ["full", "field"]),
    ("Москва 東京", ["москва", "東京"]),
    ("'\"\\ -- ; & | ! ( ) : *", []),
    ("a\x00b", ["ab"]),
    ("x" * 80, ["x" * 60]),
)


@pytest.mark.parametrize(("text", "words"), WORDS)
def test_words_of_a_text(text: str, words: list[str]) -> None:
    assert search.words_of(text) == words


@pytest.mark.parametrize("text", [text for text, words in WORDS if words])
def test_what_was_kept_is_found(text: str) -> None:
    candidate = read(NOW, said=resume(candidate={"name": text}))
    assert list(search.having(Candidate.objects.all(), text)) == [candidate]


ODD = ("x' OR 1=1", "'; DROP TABLE x", 'a" OR "b', "NEAR(a b)", "a:*", "\\", "text:nora", "-nora")


@pytest.mark.parametrize("asked", ODD)
def test_odd_questions_are_words_too(asked: str) -> None:
    read(NOW)
    list(search.having(Candidate.objects.all(), asked))
