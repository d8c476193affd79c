"""The exceptions of this package."""


class DatabaseUnreachable(Exception):
    """Raised when no database can be opened at the address given."""


class SchemaMismatch(Exception):
    """Raised when a database holds other tables than this program's, or another version of them."""
