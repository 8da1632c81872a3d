"""Whether a process of this machine is alive."""

import os


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
