"""The exceptions of this package."""


class NotThePage(Exception):
    """Raised when a response is not the page it was asked for as."""


class UsageError(ValueError):
    """Raised when a crawl is asked for something that cannot be."""


class BadArchive(ValueError):
    """Raised when an archive of open data is damaged, not safe to read, or not what it should be."""


class BadDownload(Exception):
    """Raised when what a server sent is not the file that was asked for, or not whole."""
