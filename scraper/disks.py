"""What an error says of the disk."""

import errno
import sqlite3

_FULL = (errno.ENOSPC, errno.EDQUOT)


def is_full(error: object) -> bool:
    """Return whether an error of the system or of SQLite means that the disk takes no more."""
    match error:
        case sqlite3.Error():
            return getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
        case OSError():
            return error.errno in _FULL
        case _:
            return False
