"""HTML as it mostly is, cleaned in a few steps: with the outcome of the whole cleaning, or none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parliament import text as whole
from parliament.encoding import repair
from parliament.usual_html import is_usual, usual_html

PIECES = [
    "<p>", "</p>", "<P>", "<br>", "<br/>", "<br />", "<b>", "</b>", "<i>", "<td>", "<li>", "<script>",
    "<!--", "<p class='a'>", "<", ">", "< 5", " ", "  ", "\n", "\n ", "\t", "\u00a0", "\u202f", "\u2009",
    "\r", "\x85", "\x01", "\x02", "&nbsp;", "&amp;", "&lt;br&gt;", "&#10;", "&#8217;", "&am", "p;", "&",
    "é", "e", "\u0301", "’", "œ", "«", "Ã", "©", "Â", "â", "€", "™", "ï", "ﬁ", "\ud800", "mot", "A",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_the_outcome_is_that_of_the_whole_cleaning(source: str) -> None:
    assert usual_html(source) in (None, whole._clean_html(source))


@given(st.text())
def test_any_text_has_the_outcome_of_the_whole_cleaning_or_none(source: str) -> None:
    assert usual_html(source) in (None, whole._clean_html(source))


@given(st.lists(st.sampled_from(PIECES) | st.characters(), max_size=8).map("".join))
def test_what_is_usual_needs_no_repair(source: str) -> None:
    if is_usual(source):
        assert repair(source) == source
        assert whole._UNSAFE.search(source) is None


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("", ""),
        ("Mme Aline Exemple s'inquiète de l'âge des clowns.", "Mme Aline Exemple s'inquiète de l'âge des clowns."),
        ("</p><p>12\u00a0870 « œuvres »<br /> pour 5 €.", "12 870 « œuvres »\npour 5 €."),
        ("<p>Un <i>cirque </i> ambulant</p><p>Deux<br><br><br>Trois<br></p>", "Un cirque ambulant\n\nDeux\n\nTrois"),
        ("R&amp;D, m&#339;urs : seuil < 5&nbsp;%", "R&D, mœurs : seuil < 5 %"),
        ("a&#9;b<br>c&#9;", "a\tb\nc"),
        ("a&#10;b<br>&#10;c", "a\nb\nc"),
        ("Un.\nDeux.\n\n\n\nTrois.", "Un.\nDeux.\n\nTrois."),
        ("<p>\tUn  \t\u00a0 \tdeux\t </p>trois \t", "Un\t\tdeux\n\ntrois"),
    ],
)
def test_what_is_told_in_a_few_steps(source: str, shown: str) -> None:
    assert usual_html(source) == shown


@pytest.mark.parametrize(
    "source",
    [
        "R&D : num<b>Ã</b>©rique",
        "<table><tr><td>a</td></tr></table>", "<ul><li>a</li></ul>", "<p align='right'>a</p>", "<!-- a -->",
        "<script>a</script>", "<inconnu>", "a\t\nb", "a\n b", "a\n<b> b</b>", "l\u2009a", "a\rb", "numÃ©rique", "Â a",
        "ﬁn", "c\x9cur", "e\u0301", "a&Atilde;&copy;b", "\ud800",
    ],
)  # fmt: skip
def test_what_takes_more(source: str) -> None:
    assert usual_html(source) is None
