"""The catalogue of errors is the contract's, to the letter."""

import pytest

from apps.core.errors import ERRORS, ApiError
from tests.contract import CATALOGUE, RETRY_AFTER, SENTENCES


def test_has_the_codes_of_the_contract_and_no_other() -> None:
    assert set(ERRORS) == set(CATALOGUE)


@pytest.mark.parametrize("code", CATALOGUE)
def test_a_code_has_its_status_type_and_a_sentence(code: str) -> None:
    public = ERRORS[code]
    assert (public.status, public.type) == CATALOGUE[code]
    assert public.message[0].isupper() or public.message.startswith("page_range")
    assert public.message.endswith(".")
    assert (public.retry_after is not None) == (code in RETRY_AFTER)


@pytest.mark.parametrize("code", SENTENCES)
def test_the_printed_sentences_are_kept(code: str) -> None:
    assert ERRORS[code].message == SENTENCES[code]


def test_an_error_carries_its_code_and_may_say_more() -> None:
    plain = ApiError("conflict")
    assert (plain.message, plain.extra) == (ERRORS["conflict"].message, {})
    exact = ApiError("conflict", "Because.", left=3)
    assert (exact.message, exact.extra, exact.public.status) == ("Because.", {"left": 3}, 409)
    with pytest.raises(KeyError):
        ApiError("no such code")
