"""Weights add up, and no more is asked than it takes."""

from apps.engine.scoring import Feature, in_favor_first, reach, score

FEATURES: tuple[Feature[str], ...] = (
    Feature("long", 2, lambda text: len(text) > 3),
    Feature("loud", 1, str.isupper),
    Feature("number", -3, str.isdigit),
)


def test_adds_up_what_holds() -> None:
    assert score("HELLO", FEATURES) == (3, ("long", "loud"))
    assert score("12345", FEATURES) == (-1, ("long", "number"))
    assert score("a", FEATURES) == (0, ())


def test_reaches_what_the_score_says() -> None:
    table = in_favor_first(FEATURES)
    for text in ("HELLO", "12345", "a", "hello"):
        total = score(text, FEATURES).total
        for least in (-1.0, 0.0, 2.0, 2.5, 3.0):
            assert reach(text, table, least) == (total if total >= least else None)


def test_asks_no_sign_against_what_is_lost() -> None:
    asked: list[str] = []

    def ask(text: str) -> bool:
        asked.append(text)
        return False

    table = in_favor_first((Feature("against", -1, ask), *FEATURES))
    assert reach("abc", table, 1) is None
    assert not asked
    assert reach("abcd", table, 1) == 2
    assert asked == ["abcd"]
