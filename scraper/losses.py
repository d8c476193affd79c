"""Why a page never came, in words for a person."""

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
)

LOST = (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
    OSError,
)


def say_loss(error: BaseException) -> str:
    """Return what an error of the way says; Twisted's own texts show its classes and end with a full stop."""
    match error:
        case CannotResolveHostError():
            return "its host is not known"
        case DownloadConnectionRefusedError():
            return "the connection was refused"
        case DownloadTimeoutError():
            return "no answer in time"
        case DownloadFailedError():
            return "the connection broke"
        case ResponseDataLossError():
            return "the answer was cut off"
        case _:
            return str(error).rstrip(".") or type(error).__name__
