"""Landlock: which paths a child may read or write, whatever its user may do.

https://docs.kernel.org/userspace-api/landlock.html. The kernel keeps what it knows of the list:
older ones protect less, those without Landlock nothing, and `abi` says which.
"""

import ctypes
import os
import stat
import struct
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from apps.sandbox.kernel import LIBC, succeed

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # system call numbers, the same on every architecture
_VERSION = 1
_PATH_BENEATH = 1

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_REMOVE_DIR, _REMOVE_FILE, _MAKE_DIR, _MAKE_REG = 1 << 4, 1 << 5, 1 << 7, 1 << 8
_MAKE_LINK, _REFER, _TRUNCATE = 1 << 12, 1 << 13, 1 << 14
READ = _EXECUTE | _READ_FILE | _READ_DIR
_CHANGE = _WRITE_FILE | _TRUNCATE | _REMOVE_FILE | _REMOVE_DIR | _MAKE_REG | _MAKE_DIR
WRITE = _READ_FILE | _READ_DIR | _CHANGE
SCRATCH = WRITE | _MAKE_LINK | _REFER
"""What programs do in a folder for temporary files, but for starting what they put there."""
_OF_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE

_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}  # ABI -> number of rights it knows; 16 from ABI 5
_BIND_AND_CONNECT = 3
_ABSTRACT_SOCKETS_AND_SIGNALS = 3


@cache
def abi() -> int:
    """The kernel's Landlock version, 0 when it has none."""
    version: int = LIBC.syscall(_CREATE, None, ctypes.c_size_t(0), _VERSION)
    return max(version, 0)


def open_paths(paths: Iterable[Path]) -> tuple[int, ...]:
    """Open each existing path once, so that every child can name it without a look-up."""
    return tuple(os.open(path, os.O_PATH | os.O_CLOEXEC) for path in paths if path.exists())


def confine(readable: Iterable[int], writable: Iterable[int], scratch: Iterable[int] = ()) -> None:
    """Take from this process every path except the open descriptors given, and all of TCP.

    Needs `no_new_privs`. Does nothing where the kernel has no Landlock.
    """
    if not abi():
        return
    handled = (1 << _FILE_RIGHTS.get(abi(), 16)) - 1
    ruleset = _create(handled)
    for rights, descriptors in ((READ, readable), (WRITE, writable), (SCRATCH, scratch)):
        for descriptor in descriptors:
            _allow(ruleset, descriptor, rights & handled)
    succeed(LIBC.syscall(_RESTRICT, ruleset, 0), "landlock_restrict_self")
    os.close(ruleset)


def _create(handled: int) -> int:
    attributes = struct.pack("=Q", handled)
    if abi() >= 4:
        attributes += struct.pack("=Q", _BIND_AND_CONNECT)
    if abi() >= 6:
        attributes += struct.pack("=Q", _ABSTRACT_SOCKETS_AND_SIGNALS)
    size = ctypes.c_size_t(len(attributes))
    return succeed(LIBC.syscall(_CREATE, attributes, size, 0), "landlock_create_ruleset")


def _allow(ruleset: int, descriptor: int, rights: int) -> None:
    if not stat.S_ISDIR(os.fstat(descriptor).st_mode):
        rights &= _OF_FILES
    rule = struct.pack("=Qi", rights, descriptor)
    succeed(LIBC.syscall(_ADD, ruleset, _PATH_BENEATH, rule, 0), "landlock_add_rule")
