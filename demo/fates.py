"""What becomes of a question: its state, the form of its texts and its comments."""

from datetime import date, timedelta
from typing import NamedTuple

from demo.dice import Dice
from demo.question import AUTHOR, END, LAPSED
from demo.texts import ANSWER_FORMS, QUESTION_FORMS
from parliament.legislatures import LEGISLATURES

# Far enough for the announced answers of the corpus to stay announced on any day the demo is run.
ANNOUNCED_FOR = date(2049, 6, 15)
# The last day of which the questions of a legislature that sits tell.
_KNOWN_UNTIL = date(2025, 12, 16)


class Fate(NamedTuple):
    """How a question ended, and in what forms its texts are stored."""

    closed_on: date | None
    answered: bool
    reason: str | None
    question_form: str = "plain"
    answer_form: str = "plain"
    comments: int = 0
    nameless: bool = False


# The first questions of every legislature show each state and each form once, however small the corpus.
_SHOWN = (
    ("answered", "plain", "plain", 0),
    ("pending", "plain", "plain", 0),
    ("end", "breaks", "plain", 0),
    ("author", "plain", "plain", 0),
    ("lapsed", "glued", "plain", 0),
    ("bare", "plain", "plain", 0),
    ("announced", "plain", "plain", 0),
    ("undated", "plain", "plain", 0),
    ("answered", "plain", "breaks", 3),
    ("answered", "entities", "table", 0),
    ("answered", "nbsp", "list", 1),
    ("answered", "iso", "plain", 0),
    ("answered", "plain", "iso", 0),
    ("answered", "wrapped", "wrapped", 0),
    ("author", "empty", "plain", 0),
    ("answered", "breaks", "entities", 0),
    ("answered", "plain", "nbsp", 0),
    ("pending", "iso", "plain", 3),
    ("nameless", "plain", "plain", 0),
)


def fate_of(dice: Dice, legislature: int, index: int, asked_on: date) -> Fate:
    """Draw what becomes of a question; the first ones are fixed."""
    if index < len(_SHOWN):
        kind, question_form, answer_form, comments = _SHOWN[index]
    else:
        kind = _kind(dice.below(1000))
        if LEGISLATURES[legislature].ends_on is None and kind in ("end", "lapsed"):
            kind = "pending"
        question_form = _form(dice, QUESTION_FORMS)
        answer_form = _form(dice, ANSWER_FORMS)
        comments = 1 + dice.below(3) if dice.percent(4) else 0
    ended = _ending(dice, kind, legislature, asked_on)
    return ended._replace(question_form=question_form, answer_form=answer_form, comments=comments)


def _form(dice: Dice, forms: tuple[str, ...]) -> str:
    return forms[0] if dice.percent(65) else dice.pick(forms)


def _kind(draw: int) -> str:
    for limit, kind in (
        (720, "answered"),
        (780, "pending"),
        (900, "end"),
        (930, "author"),
        (940, "lapsed"),
        (975, "bare"),
        (985, "undated"),
        (990, "announced"),
    ):
        if draw < limit:
            return kind
    return "answered"


def _ending(dice: Dice, kind: str, legislature: int, asked_on: date) -> Fate:
    ends_on = LEGISLATURES[legislature].ends_on
    closing = min(asked_on + timedelta(weeks=3 + dice.below(70)), ends_on or _KNOWN_UNTIL)
    # Of a legislature that sits, a mandate ends when its holder leaves.
    last = ends_on or closing
    match kind:
        case "answered":
            return Fate(closing, True, None)
        case "nameless":
            return Fate(closing, True, None, nameless=True)
        case "undated":
            return Fate(None, True, None)
        case "pending":
            return Fate(None, False, None)
        case "announced":
            return Fate(ANNOUNCED_FOR, False, None)
        case "end":
            return Fate(last, False, END)
        case "author":
            return Fate(closing, False, AUTHOR)
        case "lapsed":
            return Fate(last, False, LAPSED)
        case "bare":
            return Fate(closing, False, None)
    raise ValueError(f"no fate {kind!r}")
