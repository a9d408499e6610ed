"""Whole-number arithmetic: sums of hundredths and thousandths in, what a reader can recompute out.

Nothing here is a floating-point sum: the same record gives the same score on every machine, in
whatever order the parts come.
"""

THOUSAND = 1000


def thousandths(value: float) -> int:
    """A weight as written, in thousandths.

    >>> thousandths(0.8), thousandths(1)
    (800, 1000)
    """
    return round(value * THOUSAND)


def divided(part: int, whole: int) -> int:
    """Part by whole, halves rounded up. Both are not negative.

    >>> divided(1850, 20), divided(5, 10), divided(4, 10)
    (93, 1, 0)
    """
    return (2 * part + whole) // (2 * whole)


def shown(thousandths: int) -> float:
    """Thousandths as the number that is printed."""
    return thousandths / THOUSAND


def written(value: float, places: int = 3) -> str:
    """A number without the zeros nobody needs.

    >>> written(3.0), written(0.85), written(1.8), written(0.0208, 7)
    ('3', '0.85', '1.8', '0.0208')
    """
    return f"{value:.{places}f}".rstrip("0").rstrip(".")
