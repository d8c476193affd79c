"""What to do about an error that a person can mend."""

# As SQLite, PostgreSQL and the system say it.
FULL = ("disk is full", "No space left on device", "Disk quota exceeded")
BROKEN = ("disk image is malformed", "file is not a database")


# PostgreSQL told the client that it cuts the connection, or was not there any more to tell.
CUT = ("terminating connection", "server closed the connection", "connection is lost", "the connection is closed")
# What SQLite says of a write that the system refused, and PostgreSQL of a file that may not grow.
UNWRITABLE = ("disk I/O error", "could not extend file", "could not write")
# What SQLite says of a folder that is not there or where one may not write, and of a file that one may not.
FORBIDDEN = ("unable to open database file", "attempt to write a readonly database")
# What both say where tables or views are not as this program's are.
LACKING = ("no such table", "no such column", "UndefinedTable", "UndefinedColumn")


def is_stopped(text: str) -> bool:
    """Tell whether an error is of the moment: a disk that takes no more, a connection that was cut."""
    return any(sign in text for sign in (*FULL, *UNWRITABLE, *CUT))


def advice(text: str) -> str:
    """Return what to do about an error that says this, to be put after it; empty where there is no more to say."""
    if any(sign in text for sign in FULL):
        return "; make room on the disk, then run the same command again: what is landed stays"
    if any(sign in text for sign in UNWRITABLE):
        return "; see that the disk is sound and has room, then run the same command again: what is landed stays"
    if any(sign in text for sign in CUT):
        return "; see that the server is up, then run the same command again: what is landed stays"
    if any(sign in text for sign in BROKEN):
        return "; move the file away, then 'questions load --all' makes it anew from the landing zone"
    if any(sign in text for sign in FORBIDDEN):
        return (
            "; SQLite writes beside its file even to read it: see that the folder is there and you may write to both, "
            "or give --database a file elsewhere"
        )
    if any(sign in text for sign in LACKING):
        return "; the database is not sound: 'questions db check' tells what is missing and what to do"
    return ""
