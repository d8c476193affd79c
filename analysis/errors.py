"""The exceptions of this package."""


class AnalysisError(Exception):
    """Raised when what is asked of the database cannot be given, for a reason that one line explains."""


class NoSuchThing(AnalysisError):
    """Raised when a table, a column, a deputy, a group or a portfolio is asked for that the database does not have."""


class ExtraMissing(AnalysisError):
    """Raised when a package that only this work needs is not installed."""


class TargetRefused(AnalysisError):
    """Raised when a folder cannot take an export: it holds something, or nobody may write there."""


class ExportFailed(Exception):
    """Raised when an export breaks off: a disk that is full, a folder that went away; nothing half is left."""


class NotIndexed(AnalysisError):
    """Raised when a search is asked of a database whose search index was never made."""
