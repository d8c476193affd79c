"""A search as each database asks its index: an FTS5 expression, or a tsquery."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import cache

from sqlalchemy import Connection

from analysis.search_forms import beginnings_of, forms_of, phrases_of, spellings_of_beginning
from analysis.search_words import Term, Wanted
from analysis.snippets import Marks
from etl.search_rows import LONGEST_WORD
from parliament.words import bare, folded, is_frequent


class Field(StrEnum):
    """Where to look; the heading includes the rubric."""

    QUESTION = "question"
    ANSWER = "answer"
    HEADING = "heading"


COLUMNS = {Field.QUESTION: "question_text", Field.ANSWER: "answer_text", Field.HEADING: "rubric heading"}
PHRASE = " <-> "
WEIGHTS = {Field.QUESTION: "B", Field.ANSWER: "C", Field.HEADING: "A"}


def expression(connection: Connection, wanted: Wanted, field: Field | None) -> str:
    """Return a search in the words of the database's own index; ``wanted`` has at least one group."""
    match connection.dialect.name:
        case "sqlite":
            return _fts5(connection, wanted, field)
        case "postgresql":
            return _tsquery(connection, wanted, field)
        case other:
            raise ValueError(f"no search on {other}")


def topic(connection: Connection, wanted: Wanted, field: Field | None) -> str:
    """Return what a question holds that is about the very thing: all words in its heading, or all side by side."""
    heading = expression(connection, Wanted(wanted.groups), Field.HEADING)
    if wanted.phrase is None:
        return heading
    phrase = expression(connection, Wanted(((wanted.phrase,),)), field)
    return f"({heading}) {'OR' if connection.dialect.name == 'sqlite' else '|'} ({phrase})"


def words_of_phrases(connection: Connection, wanted: Wanted, field: Field | None) -> str | None:
    """Return what holds all words that a search for phrases wants, wherever they stand; None where that is no help.

    What is left out is left to the search itself: a phrase that is not to stand there leaves its words allowed.
    """
    if connection.dialect.name != "postgresql":
        return None
    asked = expression(connection, Wanted(wanted.groups), field)
    return asked.replace(PHRASE, " & ") if PHRASE in asked else None


def marks_of(connection: Connection, wanted: Wanted) -> Marks:
    """Return what tells in a text the words that a search looks for."""
    kinds: dict[str, int] = {}
    begins: list[str] = []
    for term in (term for group in wanted.groups for term in group):
        for forms in _forms(connection, term):
            kinds.update((folded(form), len(kinds)) for form in forms if not is_frequent(form))
        if term.begins:
            begins.append(folded(term.words[-1]))

    # Texts found together have most of their words in common.
    @cache
    def mark(written: str) -> int | None:
        word = folded(written.lower())
        if (kind := kinds.get(word)) is not None:
            return kind
        if is_frequent(word):
            return None
        return next((-place for place, begin in enumerate(begins, start=1) if word.startswith(begin)), None)

    return mark


def _fts5(connection: Connection, wanted: Wanted, field: Field | None) -> str:
    def one(term: Term) -> str:
        star = " *" if term.begins else ""
        if len(term.words) == 1 and term.begins:
            return " OR ".join(f'"{begin}"{" *" * more}' for begin, more in beginnings_of(term.words[0]))
        forms = _forms(connection, term)
        found = phrases_of(forms, begins=term.begins) if len(term.words) > 1 else [(form,) for form in forms[0]]
        return " OR ".join(f'"{" ".join(words)}"{star}' for words in found)

    within = f"{{{COLUMNS[field]}}} : " if field is not None else ""
    asked = f"{within}({_joined(wanted.groups, one, ' OR ', ' AND ')})"
    if not wanted.without:
        return asked
    return f"({asked}) NOT ({_joined([wanted.without], one, ' OR ', '')})"


def _tsquery(connection: Connection, wanted: Wanted, field: Field | None) -> str:
    weight = f":{WEIGHTS[field]}" if field is not None else ""

    def one(term: Term, weight: str = weight) -> str:
        words = tuple(word for word in term.words[:-1] if not is_frequent(word))
        words += tuple(word for word in term.words[-1:] if term.begins or not is_frequent(word))
        if term.begins:
            weight = f"{weight or ':'}*"
        forms = _forms(connection, Term(words, term.begins, term.exact))
        if len(words) > 1:
            phrases = phrases_of(forms, begins=term.begins)
            forms = [sorted({phrase[place] for phrase in phrases}) for place in range(len(words))]
        # The index has no longer words, and a tsquery takes none that are much longer.
        every = [[f"'{form[: LONGEST_WORD + 1]}'{weight}" for form in of_word] for of_word in forms]
        if term.begins:
            # Only the last word is a beginning.
            every = [[form.replace("*", "").rstrip(":") for form in of_word] for of_word in every[:-1]] + every[-1:]
        return PHRASE.join(f"({' | '.join(of_word)})" for of_word in every)

    asked = _joined(wanted.groups, one, " | ", " & ")
    if not wanted.without:
        return asked
    return f"({asked}) & !({_joined([wanted.without], lambda term: one(term, ''), ' | ', '')})"


def _forms(connection: Connection, term: Term) -> list[list[str]]:
    is_sqlite = connection.dialect.name == "sqlite"
    spell = bare if is_sqlite else folded
    forms = [[spell(word)] if is_frequent(word) else forms_of(connection, word) for word in term.words]
    if term.begins:
        forms[-1] = spellings_of_beginning(term.words[-1]) if is_sqlite else [folded(term.words[-1])]
    return forms


def _joined(groups: Sequence[Sequence[Term]], one: Callable[[Term], str], either: str, all_of: str) -> str:
    return all_of.join(f"({either.join(f'({one(term)})' for term in group)})" for group in groups)
