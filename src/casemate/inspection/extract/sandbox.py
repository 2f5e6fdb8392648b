"""Locking a worker in, for good: no network, no programs, no writing, bounded memory (ATTACKS D20).

Seccomp by prctl works without privileges. The filter lets through what Python and onnxruntime need after warm-up, and
answers EPERM to: sockets, executing, tracing, signalling others, opening for writing, changing the file system.
"""

import ctypes
import errno
import os
import platform
import resource
import struct
from typing import Final

_PR_SET_NO_NEW_PRIVS: Final = 38
_PR_SET_SECCOMP: Final = 22
_PR_SET_DUMPABLE: Final = 4
_PR_SET_PDEATHSIG: Final = 1
_SIGKILL: Final = 9
_FILTER: Final = 2
_ALLOW: Final = 0x7FFF0000
_KILL: Final = 0x80000000
_EPERM: Final = 0x00050000 | errno.EPERM
_ENOSYS: Final = 0x00050000 | errno.ENOSYS
_CLONE_THREAD: Final = 0x10000
_CLONE3: Final = 435
_CLONE: Final = {"x86_64": 56, "aarch64": 220}
_WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
OPEN_FILES: Final = 64

# name -> number, by architecture of the kernel's audit interface
_FORBIDDEN: Final = {
    "x86_64": (
        0xC000003E,
        # socket connect accept bind listen socketpair accept4; execve execveat ptrace process_vm_*; kill tkill tgkill;
        # rename mkdir rmdir creat link unlink symlink chmod chown mount umount and their *at forms; setuid family; bpf,
        # keyctl, init_module, unshare, setns, pidfd_*, io_uring, memfd_create, fork, vfork
        [
            41,
            42,
            43,
            49,
            50,
            53,
            288,
            59,
            322,
            101,
            310,
            311,
            62,
            200,
            234,
            82,
            83,
            84,
            85,
            86,
            87,
            88,
            90,
            92,
            165,
            166,
            105,
            106,
            117,
            119,
            264,
            258,
            263,
            265,
            266,
            268,
            260,
            316,
            321,
            250,
            175,
            313,
            272,
            308,
            424,
            425,
            426,
            427,
            434,
            438,
            57,
            58,
        ],
        2,  # open
        257,  # openat
        437,  # openat2
    ),
    "aarch64": (
        0xC00000B7,
        [
            198,
            199,
            200,
            201,
            202,
            203,
            242,
            221,
            281,
            117,
            270,
            271,
            129,
            130,
            131,
            34,
            35,
            36,
            37,
            38,
            39,
            40,
            53,
            54,
            276,
            144,
            145,
            146,
            147,
            149,
            280,
            219,
            105,
            273,
            97,
            268,
            424,
            425,
            426,
            427,
            434,
            438,
        ],
        -1,
        56,
        437,
    ),
}


def lock_in(memory: int) -> None:
    """Give up everything that looking at a file does not need. `memory` is bytes of address space beyond the present.

    Raises:
        OSError: if the kernel refuses; then the worker must not go on.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    _prctl(libc, _PR_SET_PDEATHSIG, _SIGKILL)
    _prctl(libc, _PR_SET_DUMPABLE, 0)
    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 - the file system is about to go
        present = int(file.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (present + memory, present + memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
    _prctl(libc, _PR_SET_NO_NEW_PRIVS, 1)
    program = _program()
    buffer = ctypes.create_string_buffer(program)
    header = struct.pack("HxxxxxxQ", len(program) // 8, ctypes.addressof(buffer))
    filter_ = ctypes.create_string_buffer(header)
    _prctl(libc, _PR_SET_SECCOMP, _FILTER, ctypes.addressof(filter_))


def _prctl(libc: ctypes.CDLL, option: int, *arguments: int) -> None:
    values = [ctypes.c_ulong(argument) for argument in [*arguments, 0, 0, 0, 0][:4]]
    if libc.prctl(option, *values) != 0:
        raise OSError(ctypes.get_errno(), f"prctl({option}) failed")


def _program() -> bytes:
    """A classic BPF program over `struct seccomp_data`: number at 0, architecture at 4, arguments from 16."""
    machine = platform.machine()
    if machine not in _FORBIDDEN:
        raise OSError(errno.ENOSYS, f"no sandbox is known for {machine}")
    arch, forbidden, open_, openat, openat2 = _FORBIDDEN[machine]
    code = [_load(4), _jump_equal(arch, 1, 0), _return(_KILL), _load(0)]
    for number in [*forbidden, openat2]:
        code += [_jump_equal(number, 0, 1), _return(_EPERM)]
    # Threads of this process are fine, new processes are not; clone3 hides its flags, so libc is sent back to clone.
    code += [_jump_equal(_CLONE3, 0, 1), _return(_ENOSYS)]
    code += [
        _jump_equal(_CLONE[machine], 0, 4),
        _load(16),
        _jump_set(_CLONE_THREAD, 1, 0),
        _return(_EPERM),
        _return(_ALLOW),
    ]
    for number, flags_at in ((openat, 32), (open_, 24)):
        if number >= 0:
            code += [
                _jump_equal(number, 0, 4),
                _load(flags_at),
                _jump_set(_WRITING, 0, 1),
                _return(_EPERM),
                _return(_ALLOW),
            ]
    code.append(_return(_ALLOW))
    return b"".join(code)


def _load(offset: int) -> bytes:
    return struct.pack("HBBI", 0x20, 0, 0, offset)


def _jump_equal(value: int, true: int, false: int) -> bytes:
    return struct.pack("HBBI", 0x15, true, false, value)


def _jump_set(value: int, true: int, false: int) -> bytes:
    return struct.pack("HBBI", 0x45, true, false, value)


def _return(value: int) -> bytes:
    return struct.pack("HBBI", 0x06, 0, 0, value)
