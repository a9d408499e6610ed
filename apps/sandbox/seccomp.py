"""Seccomp: which system calls a child may not make, whatever its user may do.

The network namespace has no interface, but a socket file of the machine (the broker's, say) could
still be reached through the file system; so a child makes no socket at all, no pair of them either:
one of a pair can be turned to another address. Nor does it, or what it starts, leave its process
group, which is killed with it. Memory, queues and semaphores of System V and POSIX outlive whoever
made them, and every child could open them. The other calls on the list reach into other processes
or into the kernel, and no parser needs them.
"""

import ctypes
import errno
import platform
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from apps.sandbox.kernel import LIBC, succeed

_PR_SET_SECCOMP = 22
_MODE_FILTER = 2

_LOAD_WORD, _JUMP_IF_EQUAL, _JUMP_IF_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_JUMP_IF_ANY_BIT = 0x45
_CALL_OFFSET, _ARCHITECTURE_OFFSET = 0, 4  # in the record that the kernel shows to the filter
_FLAGS_OFFSET = 16  # the lower half of the first argument
_ALLOW = 0x7FFF0000
_REFUSE = 0x00050000 | errno.EPERM
_MISSING = 0x00050000 | errno.ENOSYS

_NEW_NAMESPACES = 0x7E020000
"""CLONE_NEW*: in a namespace of its own a process has privileges, and more of the kernel to try."""

_CLONE3 = 435
"""`clone` with its flags where no filter can look: libraries take `clone` where this is missing."""

_X32_CALLS = 0x40000000
"""Numbers from here on are the same calls by another door of x86-64."""


@dataclass(frozen=True, slots=True)
class Architecture:
    """One processor family: the kernel's name for it, and its numbers of the refused calls."""

    audit: int
    clone: int
    refused: Mapping[str, int]


ARCHITECTURES = {
    "x86_64": Architecture(
        0xC000003E,
        56,
        {
            "shmget": 29,
            "shmat": 30,
            "shmctl": 31,
            "socket": 41,
            "socketpair": 53,
            "semget": 64,
            "semop": 65,
            "semctl": 66,
            "msgget": 68,
            "msgsnd": 69,
            "msgrcv": 70,
            "msgctl": 71,
            "ptrace": 101,
            "setpgid": 109,
            "setsid": 112,
            "mount": 165,
            "semtimedop": 220,
            "mq_open": 240,
            "add_key": 248,
            "request_key": 249,
            "keyctl": 250,
            "unshare": 272,
            "perf_event_open": 298,
            "open_by_handle_at": 304,
            "setns": 308,
            "process_vm_readv": 310,
            "process_vm_writev": 311,
            "bpf": 321,
            "userfaultfd": 323,
            "io_uring_setup": 425,
            "pidfd_getfd": 438,
        },
    ),
    "aarch64": Architecture(
        0xC00000B7,
        220,
        {
            "mount": 40,
            "unshare": 97,
            "ptrace": 117,
            "setpgid": 154,
            "setsid": 157,
            "mq_open": 180,
            "msgget": 186,
            "msgctl": 187,
            "msgrcv": 188,
            "msgsnd": 189,
            "semget": 190,
            "semctl": 191,
            "semtimedop": 192,
            "semop": 193,
            "shmget": 194,
            "shmctl": 195,
            "shmat": 196,
            "socket": 198,
            "socketpair": 199,
            "add_key": 217,
            "request_key": 218,
            "keyctl": 219,
            "perf_event_open": 241,
            "open_by_handle_at": 265,
            "setns": 268,
            "process_vm_readv": 270,
            "process_vm_writev": 271,
            "bpf": 280,
            "userfaultfd": 282,
            "io_uring_setup": 425,
            "pidfd_getfd": 438,
        },
    ),
}


@cache
def is_supported() -> bool:
    """Whether this kernel takes filters and we know the numbers of its calls."""
    # Without a filter the call fails either way: EFAULT where filters exist, else EINVAL.
    LIBC.prctl(_PR_SET_SECCOMP, ctypes.c_ulong(_MODE_FILTER), None, 0, 0)
    return ctypes.get_errno() == errno.EFAULT and platform.machine() in ARCHITECTURES


def refuse_calls() -> None:
    """Refuse the calls on the list, for this process and whatever it starts, from now on.

    Needs `no_new_privs`. Does nothing where it is not supported.
    """
    if not is_supported():
        return
    program = _program(ARCHITECTURES[platform.machine()])
    code = ctypes.create_string_buffer(program, len(program))
    header = struct.pack("@HP", len(program) // 8, ctypes.addressof(code))
    succeed(LIBC.prctl(_PR_SET_SECCOMP, ctypes.c_ulong(_MODE_FILTER), header, 0, 0), "seccomp")


def _program(architecture: Architecture) -> bytes:
    """The filter as instructions of eight bytes; jumps count instructions from the next one."""
    numbers = sorted(architecture.refused.values())
    refuse = len(numbers) + 5  # over the comparisons, over `clone` and over `allow`
    return b"".join(
        [
            _instruction(_LOAD_WORD, _ARCHITECTURE_OFFSET),
            _instruction(_JUMP_IF_EQUAL, architecture.audit, otherwise=refuse + 2),
            _instruction(_LOAD_WORD, _CALL_OFFSET),
            _instruction(_JUMP_IF_AT_LEAST, _X32_CALLS, then=refuse),
            *(
                _instruction(_JUMP_IF_EQUAL, number, then=refuse - 1 - place)
                for place, number in enumerate(numbers)
            ),
            _instruction(_JUMP_IF_EQUAL, _CLONE3, then=5),
            _instruction(_JUMP_IF_EQUAL, architecture.clone, otherwise=2),
            _instruction(_LOAD_WORD, _FLAGS_OFFSET),
            _instruction(_JUMP_IF_ANY_BIT, _NEW_NAMESPACES, then=1),
            _instruction(_RETURN, _ALLOW),
            _instruction(_RETURN, _REFUSE),
            _instruction(_RETURN, _MISSING),
        ]
    )


def _instruction(code: int, value: int, then: int = 0, otherwise: int = 0) -> bytes:
    return struct.pack("=HBBI", code, then, otherwise, value)
