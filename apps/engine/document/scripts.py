"""Raised and lowered glyphs -> glyphs on the baseline of the text they belong to.

Footnote marks, exponents and indices stand a little off the line, so by their height alone they
would make rows of their own. Raised figures become superscript characters: "12" with the mark 3
must not read 123.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from apps.engine.page import FIRST, Flags, Floats, Glyphs, Ints, run_lengths

LONGEST = 12  # glyphs: "3,4-7" or "th"; a longer run is text of its own, behind a drop cap
SIZES = (0.4, 0.88)  # of the size of the text beside: word processors and browsers shrink so far
RAISED = (0.12, 0.65)  # em above the baseline of that text
LOWERED = (-0.45, -0.06)  # em, likewise
BEHIND = (-0.35, 0.35)  # em between the text and its script
BEFORE = (-0.1, 2.0)  # em between a script that opens a line, as in a footnote, and the text
SAME = 0.05  # points, of size and of baseline: so little is no difference
SIGNS = dict(zip("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻", strict=True))
SUPERSCRIPT = np.arange(max(map(ord, SIGNS)) + 2)
SUPERSCRIPT[[ord(sign) for sign in SIGNS]] = [ord(raised) for raised in SIGNS.values()]
"""The raised character of each code; letters stay, since 4th is written with plain ones."""
BRACKETS = tuple(map(ord, "()[]"))  # they keep a mark apart by themselves


class _Run(NamedTuple):
    """Glyphs that follow each other on one baseline in one size, in points."""

    places: Ints
    size: float
    baseline: float
    left: float
    right: float


def level_scripts(glyphs: Glyphs, blank: Flags) -> Glyphs:
    """The same glyphs, scripts with the baseline of their text. `blank` tells which show nothing.

    Boxes and sizes stay as they are.
    """
    if not len(blank) or glyphs.size.min() > SIZES[1] * glyphs.size.max():
        return glyphs
    inked = np.flatnonzero(~blank)
    if not len(inked):
        return glyphs
    size, height = glyphs.size[inked], glyphs.baseline[inked]
    changes = np.abs(size[1:] - size[:-1]) > SAME
    changes |= np.abs(height[1:] - height[:-1]) > SAME
    starts = np.flatnonzero(np.concatenate((FIRST, changes)))
    candidates = _small_runs(size[starts], run_lengths(starts, len(inked)))
    if not candidates:
        return glyphs
    runs = [inked[a:z] for a, z in pairwise([*starts.tolist(), len(inked)])]
    code, baseline = glyphs.code.copy(), glyphs.baseline.copy()
    for script, base in _scripts(glyphs, runs, candidates):
        baseline[script.places] = base.baseline
        codes = code[script.places]
        if script.baseline > base.baseline and not np.isin(codes, BRACKETS).any():
            known = np.minimum(codes, len(SUPERSCRIPT) - 1)
            code[script.places] = np.where(known == codes, SUPERSCRIPT[known], codes)
    return replace(glyphs, code=code, baseline=baseline)


def _small_runs(sizes: Floats, lengths: Ints) -> list[int]:
    """The indices of short runs that are set smaller than one of their neighbours."""
    around = np.concatenate([[0.0], sizes, [0.0]])
    small = sizes <= SIZES[1] * np.maximum(around[:-2], around[2:])
    found: list[int] = np.flatnonzero(small & (lengths <= LONGEST)).tolist()
    return found


def _scripts(
    glyphs: Glyphs, runs: Sequence[Ints], candidates: Iterable[int]
) -> Iterator[tuple[_Run, _Run]]:
    """Each script among the candidates, and the run it belongs to: that before it, or behind."""
    found: set[int] = set()
    for index in candidates:
        script, before = _run(glyphs, runs[index]), index - 1
        while before in found:
            before -= 1
        base = _run(glyphs, runs[before]) if before >= 0 else None
        near = (base, _run(glyphs, runs[index - 1])) if base else ()
        if base and any(_is_script(script, base, script.left - run.right, BEHIND) for run in near):
            found.add(index)
            yield script, base
        elif index + 1 < len(runs):
            base = _run(glyphs, runs[index + 1])
            if _is_script(script, base, base.left - script.right, BEFORE):
                found.add(index)
                yield script, base


def _run(glyphs: Glyphs, places: Ints) -> _Run:
    first, last = places[0], places[-1]
    return _Run(
        places,
        float(glyphs.size[first]),
        float(glyphs.baseline[first]),
        float(glyphs.left[first]),
        float(glyphs.right[last]),
    )


def _is_script(script: _Run, base: _Run, gap: float, near: tuple[float, float]) -> bool:
    """Whether a run stands raised or lowered beside a larger one, `gap` points away."""
    em = max(base.size, 0.1)
    shift = (script.baseline - base.baseline) / em
    return (
        SIZES[0] <= script.size / em <= SIZES[1]
        and near[0] <= gap / em <= near[1]
        and (RAISED[0] <= shift <= RAISED[1] or LOWERED[0] <= shift <= LOWERED[1])
    )
