"""A question's record out of clean values: its key, its state and its delay follow from them."""

from datetime import date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from parliament.errors import IncompleteQuestion
from parliament.records import Question, question_id
from parliament.states import closure

# The site decides by its own calendar day whether an answer is still to come.
SITE_TIME = ZoneInfo("Europe/Paris")


def question_record(*, answered: bool, themes: tuple[str, ...], fetched_at: datetime, **said: Any) -> Question:
    """Return the record of a question, without its hash; ``said`` are the fields that stay as a source states them.

    ``answered`` is the source's word: an answer may be announced as given and yet hold no text. The first of the themes
    is the rubric, and may be empty. Raises IncompleteQuestion without number, author, date or text.
    """
    asked_on, closed_on = said["asked_on"], said["closed_on"]
    stands = closure(
        answered=answered, closed_on=closed_on, reason=said["withdrawal_reason"], read_on=day_there(fetched_at)
    )
    # The minutes print an oral question and its answer as one text.
    text = said["question_text"] or (said["type"] != "QE" and said["answer_text"])
    needed = {"number": said["number"] > 0, "author": said["deputy_id"], "asked_on": asked_on}
    if missing := [name for name, value in needed.items() if not value]:
        raise IncompleteQuestion(f"no {', no '.join(missing)}")
    if not text and stands.state != "withdrawn":
        raise IncompleteQuestion("no text")
    return Question(
        **said,
        fetched_at=fetched_at,
        question_id=question_id(said["legislature"], said["number"], said["type"]),
        themes=tuple(filter(None, themes)),
        rubric=(themes[0] or None) if themes else None,
        heading=themes[1] if len(themes) > 1 else None,
        state=stands.state,
        answered_on=stands.answered_on,
        withdrawn_on=stands.withdrawn_on,
        closure_kind=stands.closure_kind,
        response_days=None if stands.answered_on is None else (stands.answered_on - asked_on).days,
    )


@lru_cache(maxsize=1 << 8)
def day_there(moment: datetime) -> date:
    """Return the site's own day at a moment; an archive is fetched at one moment for all that it holds."""
    return moment.astimezone(SITE_TIME).date()
