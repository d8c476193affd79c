"""Edited texts read as they say they do."""

import pytest

from demo.dice import Dice
from demo.edits import at_the_end, at_the_start
from demo.list_page import excerpt
from demo.texts import ANSWER_FORMS, QUESTION_FORMS, Text, answer_text, question_text
from parliament.text import clean_html

ASKED = ("Aline Exemple", "F", "M. le ministre")
MADE = [question_text(Dice(form), Dice(form), form, *ASKED) for form in QUESTION_FORMS] + [
    answer_text(Dice(form), form) for form in ANSWER_FORMS
]


@pytest.mark.parametrize("text", MADE, ids=[*QUESTION_FORMS, *(f"answer {form}" for form in ANSWER_FORMS)])
def test_what_is_stored_reads_as_the_plain_text(text: Text) -> None:
    for edited in (
        at_the_start(text, Dice(1)),
        at_the_end(text, Dice(1)),
        at_the_end(at_the_start(text, Dice(1)), Dice(2)),
    ):
        assert clean_html(edited.stored) == edited.plain


@pytest.mark.parametrize("text", MADE)
def test_an_edit_shows_where_it_was_made(text: Text) -> None:
    start, end = at_the_start(text, Dice(1)), at_the_end(text, Dice(1))
    assert excerpt(start.stored) != excerpt(text.stored)
    assert (excerpt(end.stored) == excerpt(text.stored)) is (len(text.plain) > 410)
