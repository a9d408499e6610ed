"""The few calls to the kernel that Python 3.11 has no name for: prctl, unshare, capset."""

import contextlib
import ctypes
import os
import struct
from functools import cache
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38
_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000
_CAPABILITY_VERSION_3 = 0x20080522

LIBC = ctypes.CDLL(None, use_errno=True)


def succeed(result: int, what: str) -> int:
    """Return `result`, or raise OSError when the call answered -1."""
    if result == -1:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result


def die_with_parent(sig: int) -> None:
    """Have the kernel send `sig` to this process when the thread that made it ends."""
    succeed(LIBC.prctl(_PR_SET_PDEATHSIG, ctypes.c_ulong(sig), 0, 0, 0), "prctl")


def give_up_privileges() -> None:
    """Drop every capability, also those that a program run from here might regain."""
    succeed(LIBC.prctl(_PR_SET_NO_NEW_PRIVS, ctypes.c_ulong(1), 0, 0, 0), "prctl")
    header = struct.pack("=Ii", _CAPABILITY_VERSION_3, 0)
    succeed(LIBC.capset(header, bytes(24)), "capset")


def leave_network() -> bool:
    """Move this process into a network namespace without interfaces; False when refused."""
    if LIBC.unshare(_CLONE_NEWNET) == 0:
        return True
    user, group = os.getuid(), os.getgid()
    if LIBC.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) != 0:
        return False
    _keep_identity(user, group)
    return True


def _keep_identity(user: int, group: int) -> None:
    """Map ourselves onto ourselves in the new user namespace; harmless when not permitted."""
    lines = {"setgroups": "deny", "uid_map": f"{user} {user} 1", "gid_map": f"{group} {group} 1"}
    for name, line in lines.items():
        try:
            Path(f"/proc/self/{name}").write_text(line, encoding="ascii")
        except OSError:
            return


@cache
def has_users_of_its_own() -> bool:
    """Whether this process was moved into a user namespace in which only it and its children are;
    asked after `leave_network`."""
    return _user_namespace() != _STRANGERS


def _user_namespace() -> str:
    try:
        return str(Path("/proc/self/ns/user").readlink())
    except OSError:
        return ""


_STRANGERS = _user_namespace()
"""The user namespace in which this process began."""


def carry_nice() -> None:
    """Give a new session the nice value of its process.

    Linux may share the processor between sessions first (sched(7), autogroup) and heeds nice values
    only inside one, so that a process which yields would stop yielding in a session of its own.
    """
    with contextlib.suppress(OSError):  # a kernel without autogroups heeds nice anyway
        Path("/proc/self/autogroup").write_text(str(os.nice(0)), encoding="ascii")
