"""Segments -> segments, cut once more where a narrow gap is the edge between rail and text.

A rail of labels or dates set tight to the text beside it leaves a gap no wider than a blank. It
shows by repetition: the same gap, between the same two edges, on several rows.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from apps.engine.document.segment import Segment, joined
from apps.engine.geometry import union
from apps.engine.model import Box, Word

SAME_EDGE = 0.75  # points
EDGE_SHARE = 0.2  # of the segments of a page begin at the edge of its text
SAME_LABELS = 2  # different ones in front of the gap: one label over and over is only a word
SAME_GAPS = 3  # rows on which the gap stands between the same edges
MARKER_LENGTH = 3  # characters: bullets and numbers stand in front of text without being a rail


def split_at_rails(segments: Sequence[Segment]) -> list[Segment]:
    """The same text, with segments ending at every rail."""
    starts = _main_edges(segments)
    gaps: dict[tuple[int, int], tuple[int, int]] = {}
    for index, segment in enumerate(segments):
        for at in _candidates(segment, starts):
            gaps[index, at] = _edges(segment, at)
    if not gaps:
        return list(segments)
    labels = {(edges, joined(segments[i].words[:at])) for (i, at), edges in gaps.items()}
    repeated = Counter(edges for edges, _ in labels)
    ends = Counter(round(segment.box.right / SAME_EDGE) for segment in segments)
    cuts: dict[int, list[int]] = {}
    for (index, at), edges in gaps.items():
        if _changes_style(segments[index], at):
            cuts.setdefault(index, []).append(at)
            continue
        same = _near(repeated, edges)
        if same >= SAME_LABELS and same + _count(ends, edges[0]) >= SAME_GAPS:
            cuts.setdefault(index, []).append(at)
    return [part for i, segment in enumerate(segments) for part in _cut(segment, cuts.get(i, []))]


def split_at_rules(segments: Sequence[Segment], rules: Sequence[Box]) -> list[Segment]:
    """The same text, with segments ending where a vertical rule passes between two words."""
    if not rules:
        return list(segments)
    return [part for segment in segments for part in _cut(segment, _crossed(segment, rules))]


def _crossed(segment: Segment, rules: Sequence[Box]) -> list[int]:
    middle = (segment.box.bottom + segment.box.top) / 2
    near = [
        (rule.left + rule.right) / 2
        for rule in rules
        if rule.bottom <= middle <= rule.top
        and segment.box.left < rule.left
        and rule.right < segment.box.right
    ]
    if not near:
        return []
    return [
        at
        for at in range(1, len(segment.words))
        if any(_middle(segment.words[at - 1]) < x < _middle(segment.words[at]) for x in near)
    ]


def _middle(word: Word) -> float:
    return (word.box.left + word.box.right) / 2


def _main_edges(segments: Sequence[Segment]) -> list[int]:
    """Where so many segments begin that it is an edge of the text, from left to right."""
    starts = Counter([round(segment.box.left / SAME_EDGE) for segment in segments])
    near = {place + step for place in starts for step in (-1, 0, 1)}
    least = EDGE_SHARE * len(segments)
    return sorted([p for p in near if _count(starts, p) >= least])


def _candidates(segment: Segment, edges: Sequence[int]) -> Iterator[int]:
    words = segment.words
    if len(words) < 2:
        return
    inner = bisect_right(edges, round(segment.box.left / SAME_EDGE) + 1)
    if inner == len(edges) or edges[inner] * SAME_EDGE > segment.box.right:
        return
    beyond = edges[inner:]
    for at in range(1, len(words)):
        if (
            round(words[at].box.left / SAME_EDGE) in beyond
            and words[at].space_before
            and len(joined(words[:at])) > MARKER_LENGTH
        ):
            yield at


def _edges(segment: Segment, at: int) -> tuple[int, int]:
    before, word = segment.words[at - 1], segment.words[at]
    return round(before.box.right / SAME_EDGE), round(word.box.left / SAME_EDGE)


def _count(places: Counter[int], place: int) -> int:
    return places[place - 1] + places[place] + places[place + 1]


def _changes_style(segment: Segment, at: int) -> bool:
    """Whether the first piece of a segment ends in another weight or size than it goes on in."""
    before, word = segment.words[at - 1].style, segment.words[at].style
    lead = segment.words[:at]
    alike = all(w.style.bold == before.bold and w.style.size == before.size for w in lead)
    return alike and (before.bold != word.bold or before.size != word.size)


def _near(pairs: Counter[tuple[int, int]], pair: tuple[int, int]) -> int:
    right, left = pair
    return sum(pairs[right + i, left + j] for i in (-1, 0, 1) for j in (-1, 0, 1))


def _cut(segment: Segment, places: Sequence[int]) -> Iterator[Segment]:
    if not places:
        yield segment
        return
    limits = [0, *places, len(segment.words)]
    for start, end in pairwise(limits):
        words = segment.words[start:end]
        yield Segment(
            box=union(word.box for word in words),
            baseline=segment.baseline,
            size=max(word.style.size for word in words),
            words=words,
            text=joined(words),
            order=segment.order + start,
            hidden=segment.hidden,
        )
