"""What can go wrong with the demo site itself."""


class DemoError(Exception):
    """Raised when something of the demo fails."""


class NotStarted(DemoError):
    """Raised when the demo site's process ended or stayed silent instead of naming its addresses."""


class UnknownKind(DemoError):
    """Raised when a night or a fault is asked for a kind there is none of."""
