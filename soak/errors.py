"""What may go wrong with a soak itself."""


class SoakError(Exception):
    """Base of what this package raises."""


class CommandFailed(SoakError):
    """A command that nothing disturbed did not end well."""


class NoServer(SoakError):
    """There is no PostgreSQL server to start."""
