"""What a person types into a search box, as the search index is asked; the same as 'questions search' makes of it."""

from collections.abc import Callable

from sqlalchemy import Engine

from analysis.search_sql import expression
from analysis.search_words import read_words

# A phrase without words, which FTS5 finds nowhere.
NOTHING = '""'


def search_expression(engine: Engine) -> Callable[[str | None], str]:
    """Return a function for SQL that reads what was typed, by the words of the index; no input is an error."""

    def expressed(typed: str | None) -> str:
        wanted = read_words(typed or "")
        if not wanted.groups:
            return NOTHING
        with engine.connect() as connection:
            return expression(connection, wanted, None)

    return expressed
