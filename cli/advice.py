"""What to do about an error that a person can mend."""

# As SQLite, PostgreSQL and the system say it.
FULL = ("disk is full", "No space left on device", "Disk quota exceeded")
BROKEN = ("disk image is malformed", "file is not a database")


def advice(text: str) -> str:
    """Return what to do about an error that says this, to be put after it; empty where there is no more to say."""
    if any(sign in text for sign in FULL):
        return "; make room on the disk, then run the same command again: what is landed stays"
    if any(sign in text for sign in BROKEN):
        return "; move the file away, then 'questions load --all' makes it anew from the landing zone"
    return ""
