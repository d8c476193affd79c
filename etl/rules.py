"""What the rows of a database were derived by: when the rules change, loading everything again derives all anew."""

import hashlib
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, text

import parliament
from etl.merge import run


def derived_by_these(connection: Connection) -> bool:
    """Tell whether every row of the database was derived by the rules of this program."""
    return connection.scalar(text("SELECT fingerprint FROM derivation_rules")) == fingerprint()


def note_rules(connection: Connection) -> None:
    """Note that every row is derived by the rules of this program."""
    run(connection, "DELETE FROM derivation_rules")
    run(connection, "INSERT INTO derivation_rules (fingerprint) VALUES (:fingerprint)", fingerprint=fingerprint())


@cache
def fingerprint() -> str:
    """Return a hash of the files that say how rows are derived."""
    digest = hashlib.sha256()
    register = Path(parliament.__file__).with_name("groups.csv")
    for path in (*sorted(Path(__file__).parent.glob("*.py")), register):
        digest.update(path.read_bytes())
    return digest.hexdigest()
