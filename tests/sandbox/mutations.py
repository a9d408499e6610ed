"""Small PDFs and what accidents make of them: the same seed breaks the same file the same way."""

import io
import random
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pikepdf

from tests import pdfs
from tests.engine.sheets import PROSE, Sheet

SAMPLES = Path(__file__).resolve().parents[2] / "docs" / "samples"
MOST_FLIPS = 60
MOST_ACCIDENTS = 3  # that happen to one file

OBJECT = re.compile(rb"\d+ \d+ obj\b.*?endobj\s*", re.DOTALL)
STREAM = re.compile(rb"(?<=stream)\r?\n.*?(?=endstream)", re.DOTALL)
LENGTH = re.compile(rb"(?<=/Length )\d+")
NUMBER = re.compile(rb"(?<=[ \[\n])\d+(?=[ \]\n])")

Mutation = Callable[[bytes, random.Random], bytes]


class Mutant(NamedTuple):
    """A broken file, and what was done to which source, for the message of a failing test."""

    name: str
    data: bytes


def mutants(count: int, seed: int) -> Iterator[Mutant]:
    """So many broken files; every kind of accident comes first as often as any other."""
    chance = random.Random(seed)
    originals, kinds = sources(), list(MUTATIONS)
    for number in range(count):
        source = chance.choice(list(originals))
        done = [kinds[number % len(kinds)]]
        done += chance.sample(kinds, chance.randrange(MOST_ACCIDENTS))
        data = originals[source]
        for kind in done:
            data = MUTATIONS[kind](data, chance)
        yield Mutant(f"{number} {source}: {', '.join(done)}", data)


def sources() -> dict[str, bytes]:
    """What is broken: plain and packed files, one or several pages, a table, the samples."""
    found = {
        "resume": pdfs.resume(),
        "three pages": pdfs.resume(pages=3),
        "encrypted": _encrypted(pdfs.resume()),
        "uncompressed": Sheet().column(60, 700, PROSE).pdf(),
        "packed": _packed(pdfs.resume()),
        "linearized": _linearized(pdfs.resume(pages=2)),
    }
    return found | {path.stem: path.read_bytes() for path in sorted(SAMPLES.glob("*.pdf"))}


def _packed(data: bytes) -> bytes:
    """The same document, its objects in compressed streams."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return out.getvalue()


def _encrypted(data: bytes) -> bytes:
    """The same document, opening without a password; the old cipher, which needs no chance."""
    out = io.BytesIO()
    lock = pikepdf.Encryption(user="", owner="owner", R=3, aes=False, metadata=False)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(out, encryption=lock, static_id=True)
    return out.getvalue()


def _linearized(data: bytes) -> bytes:
    """The same document in the order in which the first page can be shown first."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(out, linearize=True, deterministic_id=True)
    return out.getvalue()


def flip(data: bytes, chance: random.Random) -> bytes:
    """Some bytes become others."""
    broken = bytearray(data)
    for _ in range(chance.randint(1, MOST_FLIPS)):
        broken[chance.randrange(len(broken))] = chance.randrange(256)
    return bytes(broken)


def truncate(data: bytes, chance: random.Random) -> bytes:
    """The end is missing."""
    return data[: chance.randint(len(data) // 20, len(data) - 1)]


def cut_out(data: bytes, chance: random.Random) -> bytes:
    """A piece in the middle is missing."""
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.randint(1, len(data) // 4) :]


def swap_streams(data: bytes, chance: random.Random) -> bytes:
    """Two objects hold each other's stream."""
    return _exchange(data, list(STREAM.finditer(data)), chance)


def swap_objects(data: bytes, chance: random.Random) -> bytes:
    """Two objects stand where the other is looked for."""
    return _exchange(data, list(OBJECT.finditer(data)), chance)


def change_length(data: bytes, chance: random.Random) -> bytes:
    """A stream is said to be shorter, longer or much longer than it is."""
    lengths = (b"0", b"1", b"17", b"65536", b"2147483647", b"99999999999999999999")
    return _replace_one(data, LENGTH, chance, lambda _: chance.choice(lengths))


def change_number(data: bytes, chance: random.Random) -> bytes:
    """A size, a reference or a place in the table of objects is another number."""
    numbers = (b"0", b"1", b"5", b"999", b"65535", b"1000000000", b"-1")
    for _ in range(chance.randint(1, 4)):
        data = _replace_one(data, NUMBER, chance, lambda _: chance.choice(numbers))
    return data


def remove_object(data: bytes, chance: random.Random) -> bytes:
    """An object is missing."""
    return _replace_one(data, OBJECT, chance, lambda _: b"")


def duplicate_object(data: bytes, chance: random.Random) -> bytes:
    """An object stands there twice."""
    return _replace_one(data, OBJECT, chance, lambda found: found + found)


def _replace_one(
    data: bytes, pattern: re.Pattern[bytes], chance: random.Random, new: Callable[[bytes], bytes]
) -> bytes:
    """One place that fits, whichever chance picks, made anew."""
    places = list(pattern.finditer(data))
    if not places:
        return data
    place = chance.choice(places)
    return data[: place.start()] + new(place.group()) + data[place.end() :]


def _exchange(data: bytes, places: list[re.Match[bytes]], chance: random.Random) -> bytes:
    """Two of the places with each other's content."""
    if len(places) < 2:
        return data
    first, second = sorted(chance.sample(places, 2), key=lambda place: place.start())
    between = data[first.end() : second.start()]
    swapped = second.group() + between + first.group()
    return data[: first.start()] + swapped + data[second.end() :]


MUTATIONS: Mapping[str, Mutation] = {
    "flip": flip,
    "truncate": truncate,
    "cut_out": cut_out,
    "swap_streams": swap_streams,
    "swap_objects": swap_objects,
    "change_length": change_length,
    "change_number": change_number,
    "remove_object": remove_object,
    "duplicate_object": duplicate_object,
}
