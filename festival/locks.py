"""Locks on files, between processes. One that is killed lets go of all it has."""

import fcntl


def taken(file: int) -> bool:
    """Whether the lock on that open file is ours from now on; nobody is waited for."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
