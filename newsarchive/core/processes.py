"""Processes of this machine: whether one is alive, what this one has in memory."""

import os
from pathlib import Path


def is_alive(pid: int) -> bool:
    """Tell whether there is a process of that number, be it another user's.

    >>> is_alive(os.getpid())
    True
    """
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def mapped_file_bytes() -> int:
    """Return how much of files this process has mapped and in memory; 0 where that is not told.

    Linux tells (proc_pid_statm(5), the third number, in pages); these pages belong to the cache of
    the system too, which takes them back when it needs room.
    """
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[2]
    except OSError:
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")
