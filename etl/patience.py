"""How long a writer waits for another one, and what it says while it does and when it has waited too long."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Timer

from sqlalchemy.exc import DBAPIError

from etl.errors import DatabaseBusy

logger = logging.getLogger(__name__)

# Seconds: several times as long as the load of a whole legislature takes. Readers never wait.
PATIENCE = 600
# Loads of a night's records wait for each other for less than that; nobody needs to be told.
SILENCE = 3


@contextmanager
def patiently(is_busy: Callable[[DBAPIError], bool]) -> Iterator[None]:
    """Say so when the block waits for a lock; raise DatabaseBusy when it waited in vain, as ``is_busy`` tells."""
    notice = Timer(SILENCE, logger.warning, ("Waiting for another command, which writes to the database",))
    notice.daemon = True
    notice.start()
    try:
        yield
    except DBAPIError as error:
        if is_busy(error):
            raise DatabaseBusy(
                "another command has been writing to the database for too long; "
                "run this one again once it has ended: what is landed stays"
            ) from error
        raise
    finally:
        notice.cancel()
