"""Weights add up, and ties go to the first."""

from apps.engine.scoring import Feature, best, score

FEATURES: tuple[Feature[str], ...] = (
    Feature("long", 2, lambda text: len(text) > 3),
    Feature("loud", 1, str.isupper),
    Feature("number", -3, str.isdigit),
)


def test_adds_up_what_holds() -> None:
    assert score("HELLO", FEATURES) == (3, ("long", "loud"))
    assert score("12345", FEATURES) == (-1, ("long", "number"))
    assert score("a", FEATURES) == (0, ())


def test_takes_the_best_and_the_first_of_equals() -> None:
    winner = best(["a", "hello", "world"], FEATURES)
    assert winner is not None
    assert winner[0] == "hello"
    assert best([], FEATURES) is None
