"""The exceptions of this package."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from etl.checks.result import Result


class DatabaseUnreachable(Exception):
    """Raised when no database can be opened at the address given."""


class DatabaseBusy(Exception):
    """Raised when another writer has kept its lock for longer than anybody waits."""


class SchemaMismatch(Exception):
    """Raised when a database holds other tables than this program's, or another version of them."""


class UpgradeFailed(Exception):
    """Raised when a step of an upgrade fails: the database is as it was before that step."""


class CheckFailed(Exception):
    """Raised within a load whose data a fatal check refuses: its transaction is rolled back."""

    def __init__(self, results: tuple["Result", ...], accepted: frozenset[str]):
        super().__init__(", ".join(one.check for one in results if one.is_fatal and one.check not in accepted))
        self.results = results
        self.accepted = accepted


class NotHeld(Exception):
    """Raised when a decision is about a run that no check keeps out of the tables."""
