"""The filter refuses what is on the list and lets all else pass: run here as the kernel would."""

import struct

import pytest

from apps.sandbox.seccomp import ARCHITECTURES, Architecture, _program

ALLOWED, REFUSED, MISSING = 0x7FFF0000, 0x00050001, 0x00050026
READ, CLONE3, LAST_KNOWN = 0, 435, 467

ALL = pytest.mark.parametrize("architecture", ARCHITECTURES.values(), ids=ARCHITECTURES)


def _verdict(program: bytes, number: int, audit: int, flags: int = 0) -> int:
    """What the filter answers to a call: a machine of five instructions, as in bpf(4)."""
    place, word = 0, 0
    while True:
        code, then, otherwise, value = struct.unpack_from("=HBBI", program, place * 8)
        place += 1
        if code == 0x20:
            word = {0: number, 4: audit, 16: flags}[value]
        elif code == 0x06:
            return int(value)
        else:
            holds = {0x15: word == value, 0x35: word >= value, 0x45: word & value}[code]
            place += then if holds else otherwise


@ALL
def test_only_the_list_is_refused(architecture: Architecture) -> None:
    program = _program(architecture)
    refused = {n for n in range(LAST_KNOWN) if _verdict(program, n, architecture.audit) == REFUSED}
    assert refused == set(architecture.refused.values())
    assert _verdict(program, READ, architecture.audit) == ALLOWED


NAMESPACES = {
    "mount": 0x00020000,
    "cgroup": 0x02000000,
    "uts": 0x04000000,
    "ipc": 0x08000000,
    "user": 0x10000000,
    "pid": 0x20000000,
    "net": 0x40000000,
}
PROCESSES = {"fork": 0x01200011, "vfork": 0x00004111, "a thread": 0x003D0F00}


@ALL
@pytest.mark.parametrize("flags", NAMESPACES.values(), ids=NAMESPACES)
def test_no_process_gets_a_namespace(architecture: Architecture, flags: int) -> None:
    program = _program(architecture)
    assert _verdict(program, architecture.clone, architecture.audit, flags | 17) == REFUSED


@ALL
@pytest.mark.parametrize("flags", PROCESSES.values(), ids=PROCESSES)
def test_processes_and_threads_are_made(architecture: Architecture, flags: int) -> None:
    program = _program(architecture)
    assert _verdict(program, architecture.clone, architecture.audit, flags) == ALLOWED
    assert _verdict(program, CLONE3, architecture.audit, flags) == MISSING


@ALL
def test_other_doors_to_the_same_calls_are_shut(architecture: Architecture) -> None:
    program = _program(architecture)
    assert _verdict(program, 0x40000000 + READ, architecture.audit) == REFUSED
    assert _verdict(program, READ, 0x40000003) == REFUSED  # 32-bit calls


def test_both_lists_name_the_same_calls() -> None:
    first, second = ARCHITECTURES.values()
    assert first.refused.keys() == second.refused.keys()
