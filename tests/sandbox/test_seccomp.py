"""The filter refuses what is on the list and lets all else pass: run here as the kernel would."""

import struct

import pytest

from apps.sandbox.seccomp import ARCHITECTURES, Architecture, _program

ALLOWED, REFUSED = 0x7FFF0000, 0x00050001
READ, LAST_KNOWN = 0, 467

ALL = pytest.mark.parametrize("architecture", ARCHITECTURES.values(), ids=ARCHITECTURES)


def _verdict(program: bytes, number: int, audit: int) -> int:
    """What the filter answers to a call: a machine of four instructions, as in bpf(4)."""
    place, word = 0, 0
    while True:
        code, then, otherwise, value = struct.unpack_from("=HBBI", program, place * 8)
        place += 1
        if code == 0x20:
            word = {0: number, 4: audit}[value]
        elif code == 0x06:
            return int(value)
        else:
            holds = word == value if code == 0x15 else word >= value
            place += then if holds else otherwise


@ALL
def test_only_the_list_is_refused(architecture: Architecture) -> None:
    program = _program(architecture)
    refused = {n for n in range(LAST_KNOWN) if _verdict(program, n, architecture.audit) == REFUSED}
    assert refused == set(architecture.refused.values())
    assert _verdict(program, READ, architecture.audit) == ALLOWED


@ALL
def test_other_doors_to_the_same_calls_are_shut(architecture: Architecture) -> None:
    program = _program(architecture)
    assert _verdict(program, 0x40000000 + READ, architecture.audit) == REFUSED
    assert _verdict(program, READ, 0x40000003) == REFUSED  # 32-bit calls


def test_both_lists_name_the_same_calls() -> None:
    first, second = ARCHITECTURES.values()
    assert first.refused.keys() == second.refused.keys()
