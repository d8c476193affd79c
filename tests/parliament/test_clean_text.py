"""Clean text out of HTML, half HTML and plain text."""

import html
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parliament.encoding import repair
from parliament.text import clean_html, clean_line, is_only_a_date

CASES = {
    "nothing": ("", ""),
    "only space": (" \u00a0\n\t ", ""),
    "plain": ("Elle demande un bilan.", "Elle demande un bilan."),
    "one paragraph": ("<p>Elle demande un bilan.</p>", "Elle demande un bilan."),
    "an empty paragraph": ("<p></p>", ""),
    "paragraphs": ("<p>Un.</p>\n  <p>Deux.</p>", "Un.\n\nDeux."),
    "an old import wrapped twice": ("<p><p>Un.</p><p>Deux.</p></p>", "Un.\n\nDeux."),
    "the same after an HTML parser": ("<p></p><p>Un.</p><p>Deux.</p><p></p>", "Un.\n\nDeux."),
    "a line break": ("Un.<br>Deux.<br/>Trois.<br />Quatre.<BR>Cinq.", "Un.\nDeux.\nTrois.\nQuatre.\nCinq."),
    "two line breaks": ("Un. <br> <br>\n Deux.", "Un.\n\nDeux."),
    "many line breaks": ("Un.<br><br><br><br>Deux.", "Un.\n\nDeux."),
    "a break at a paragraph's end": ("<p>Un.<br/></p><p><br/>Deux.</p>", "Un.\n\nDeux."),
    "a closed break": ("Un.</br>Deux.", "Un.\nDeux."),
    "stray closing tags": ("</p></b>Un.</div></p> Deux.</span>", "Un.\n\nDeux."),
    "inline tags": ("le <b>code</b> <em class='x'>rural</em>, m<sup>2</sup>", "le code rural, m2"),
    "an ordinal": ("le 1<sup>er</sup> mai", "le 1er mai"),
    "a link": ('voir <a href="http://exemple.fr/?a=1&amp;b=2">ici</a>.', "voir ici."),
    "a tag broken over lines": ('voir <a\n  href="x"\n  title="a > b">ici</a>.', "voir ici."),
    "broken quotes in a tag": ('<p class="a"">Un.</p>', "Un."),
    "office tags": ("<o:p>Un.</o:p><![if !supportLists]>·<![endif]> deux", "Un.· deux"),
    "a comment": ("Un<!-- <b>rien</b> -- - -->.", "Un."),
    "a style sheet": ("<style type='text/css'>p {color: red}</style>Un.", "Un."),
    "named and numbered entities": ("mise en &#339;uvre &#8364; R&amp;D &lt; 5 &eacute;", "mise en œuvre € R&D < 5 é"),
    "cp1252 numbers": ("l&#146;&#140;uvre &#150; ici", "l’Œuvre – ici"),
    "an entity that stands for nothing": ("a&#129;b&#1;c", "abc"),
    "cp1252 letters": ("c\x9cur", "cœur"),
    "entities of white space": ("Un&nbsp;: deux&#8239;%&#160;;", "Un : deux %;".replace("%;", "% ;")),
    "escaped tags are text": ("&lt;b&gt;gras&lt;/b&gt;", "<b>gras</b>"),
    "odd spaces": ("«\u00a0Un\u00a0» \u202f: 200\u00a0000\u2009%", "« Un » : 200 000 %"),
    "runs of spaces": ("Un    deux", "Un deux"),
    "a bare less-than": ("seuil < 1 000 et > 2", "seuil < 1 000 et > 2"),
    "a less-than before a digit": ("<p>seuil <1 000</p>", "seuil <1 000"),
    "less-than between letters": ("si x<y alors z>t", "si x<y alors z>t"),
    "a tag's letter that is none": ("si a<b et c>d", "si a<b et c>d"),
    "a less-than at the end": ("Un <", "Un <"),
    "an open tag at the end": ("Un <b", "Un <b"),
    "a list": ("Soit :<ul>\n <li>un</li>\n <li>deux ;</li>\n</ul>fin.", "Soit :\n\n- un\n- deux ;\n\nfin."),
    "a list without closing tags": ("<ol><li>un<li>deux</ol>", "- un\n- deux"),
    "paragraphs in a list": ("<ul><li><p>un</p></li><li><p>deux</p></li></ul>", "- un\n\n- deux"),
    "a table": (
        "Voir :<table>\n <thead><tr><th>Année</th> <th>Nombre</th></tr></thead>\n <tr>\n  <td>2007</td>\n  "
        "<td>12&nbsp;870</td>\n </tr>\n</table>Fin.",
        "Voir :\n\nAnnée\tNombre\n2007\t12 870\n\nFin.",
    ),
    "a table without closing tags": ("<table><tr><td>a<td>b<tr><td>c<td>d</table>Fin. Fin", "a\tb\nc\td\n\nFin. Fin"),
    "a cell of several lines": ("<table><tr><td><p>a<br/>b</p></td><td>c</td></tr></table>", "a b\tc"),
    "empty cells": (
        "T<table><tr><td></td><td>F</td></tr><tr><td>x</td><td></td><td>1</td></tr></table>",
        "T\n\n\tF\nx\t\t1",
    ),
    "a wide cell": ("<table><tr><td colspan='2' nowrap>a</td><td nowrap>b</td></tr></table>", "a\tb"),
    "a line that the source wrapped": ("<p>Un texte\n      qui continue.</p>", "Un texte qui continue."),
    "lines of a plain text": ("Un.\r\nDeux.\rTrois.", "Un.\nDeux.\nTrois."),
    "decomposed accents": ("de\u0301pute\u0301e", "députée"),
    "mojibake": ("lâ€™Ã©conomie, 200Â\u00a0000 â‚¬, mise en Å“uvre", "l’économie, 200 000 €, mise en œuvre"),
    "mojibake of latin-1": ("l\xe2\x80\x99\xc3\x89tat \xe2\x80\x9d", "l’État ”"),
    "mojibake in entities": ("num&Atilde;&copy;rique l&acirc;&euro;&trade;an", "numérique l’an"),
    "what merely looks like mojibake": ("«LIBERTÉ», SÃO PAULO, « Ã© »", "«LIBERTÉ», SÃO PAULO, « Ã© »"),
    "ligatures": (
        "&OElig;uvre, c&oelig;ur, &#339;il, &aelig;quo, ﬁn, e&#64256;et",
        "Œuvre, cœur, œil, æquo, fin, effet",
    ),
    "a number too long for a character": ("a&#99999999999;b", "a\ufffdb"),
    "characters no database takes": ("a\x00b\x07c\ud800", "abc\ufffd"),
}


@pytest.mark.parametrize(("source", "expected"), CASES.values(), ids=CASES.keys())
def test_clean_html(source, expected):
    assert clean_html(source) == expected


STORED = (
    "L'opération « Passeport pour l'économie numérique », lancée en 2006 : 200 000 passeports, soit 20 %.<br/>"
    "<table><tr><th>An</th><th>N</th></tr><tr><td>2007</td><td>3 112</td></tr></table>Reste :<ul><li>un ;</li></ul>"
)


def test_a_page_and_a_document_give_the_same_text():
    nbsp = STORED.replace("« ", "«&nbsp;").replace(" »", "&nbsp;»").replace(" :", "&nbsp;:").replace(" %", "&nbsp;%")
    assert clean_html(f"<p>{nbsp}</p>") == clean_html(STORED)


def test_a_page_gives_the_same_text_once_a_parser_has_closed_its_paragraphs():
    before, after = STORED.split("<table>")
    assert clean_html(f"\n    <p>{before}</p><table>{after}<p></p>  ") == clean_html(STORED)


def test_the_answer_of_question_47001_begins_and_ends_as_published():
    answer = clean_html(
        "<p>L'opération\u00a0«\u00a0Passeport pour l'économie numérique\u00a0», lancée en 2006 […] de suivre l'offre "
        "d'initiation et de formation proposée sur le territoire.</p>  "
    )
    assert answer.startswith("L'opération « Passeport")
    assert answer.endswith("proposée sur le territoire.")


TAGS = (
    "<p> </p> <br> <br/> <b> </b> <table> </table> <tr> </tr> <td> </td> <ul> <li> </li> </ul> <div> <h2> < > & "
    "&nbsp; &lt; &amp; &#339; <!-- --> <a href='x'> </a> <td"
)
tags = st.sampled_from(TAGS.split(" "))
html_texts = st.lists(st.one_of(tags, st.text(max_size=8), st.sampled_from([" ", "\n", "\t", "\u00a0"]))).map("".join)
GARBLE = 'ÃÂâÅÌáéÉabT©»«°\u00a0 \n€™“”’\x81\x89\x9d\u0303\u0301"1ƒ¬œ'
plain_texts = st.text(
    alphabet=st.characters(exclude_characters="<&ﬀﬁﬂﬃﬄﬅﬆ", exclude_categories=["Cc", "Cs"])
) | st.text(alphabet=" \n\t\u00a0ab-é")


def without_spaces(text):
    return "".join(unicodedata.normalize("NFC", text).split())


@given(html_texts)
def test_any_html_gives_text_without_odd_characters(source):
    text = clean_html(source)
    assert text == unicodedata.normalize("NFC", text.strip())
    assert not any(odd in text for odd in ("\u00a0", "\u202f", "\r", "\n\n\n", "  ", " \n", "\n "))
    assert not any(unicodedata.category(c) == "Cc" and c not in "\n\t" for c in text)


@given(html_texts)
def test_a_text_without_markup_stays_as_it_is_when_cleaned_again(source):
    text = clean_html(source)
    if "<" not in text and "&" not in text:
        assert clean_html(text) == text


@given(plain_texts)
def test_plain_text_loses_nothing_but_spaces(source):
    assert without_spaces(clean_html(source)) == without_spaces(repair(source))
    assert without_spaces(clean_line(source)) == without_spaces(repair(source))


@given(html_texts)
def test_every_letter_and_digit_between_tags_survives(source):
    shown = re.sub(r"<[^<>]*>|&[a-z]+;?|&#[0-9]*;?", " ", source)
    kept = iter(unicodedata.normalize("NFC", clean_html(source)))
    assert all(c in kept for c in unicodedata.normalize("NFC", shown) if c.isascii() and c.isalnum())


@given(st.text(alphabet=GARBLE))
def test_cleaning_garbled_text_twice_changes_nothing(source):
    for clean in (clean_html, clean_line):
        assert clean(clean(source)) == clean(source)


@given(plain_texts)
def test_cleaning_plain_text_twice_changes_nothing(source):
    assert clean_html(clean_html(source)) == clean_html(source)


@given(plain_texts)
def test_a_paragraph_around_plain_text_changes_nothing(source):
    assert clean_html(f"<p>{source}</p>") == clean_html(source)


@given(st.text(alphabet=st.characters(exclude_characters="ﬀﬁﬂﬃﬄﬅﬆ", exclude_categories=["Cc", "Cs"])))
def test_escaped_text_comes_back(source):
    assert without_spaces(clean_html(f"<div>{html.escape(source)}</div>")) == without_spaces(repair(source))


@given(st.lists(st.text(alphabet="abcé ", min_size=1).filter(str.strip), min_size=1))
def test_every_item_and_cell_is_kept_in_order(words):
    expected = [" ".join(word.split()) for word in words]
    items = clean_html("<ul>" + "".join(f"<li>{word}</li>" for word in words) + "</ul>")
    assert items.split("\n") == [f"- {word}" for word in expected]
    row = clean_html("<table><tr>" + "".join(f"<td>{word}</td>" for word in words) + "</tr></table>")
    assert row.split("\t") == expected


@pytest.mark.parametrize(
    "unit", ["<", "<!--", '<a "', "<td>", "<p> ", " ", "\t", "\n ", "&", "&#", "<style>", "<br> ", "<b>é", "mot "]
)
def test_a_text_of_any_length_is_cleaned_in_bounded_work(unit):
    assert isinstance(clean_html(unit * 100_000), str)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", ""),
        ("  Ministère \u00a0 du \n Commerce ", "Ministère du Commerce"),
        ("l&#039;agriculture &amp; la p&ecirc;che", "l'agriculture & la pêche"),
        ("de\u0301fense", "défense"),
        ("a\x00b", "ab"),
    ],
)
def test_clean_line(source, expected):
    assert clean_line(source) == expected


@given(st.text())
def test_a_clean_line_is_one_line(source):
    line = clean_line(source)
    assert line == " ".join(line.split())


@pytest.mark.parametrize("text", ["23 avril 2009", "<p>1er février 2011</p>", " 23\u00a0avril 2009 ", "2009-04-23"])
def test_a_text_that_the_formatter_swallowed_is_only_a_date(text):
    assert is_only_a_date(text)


@pytest.mark.parametrize("text", ["", "Le décret du 23 avril 2009", "23 avril", "23 avril 2009 ?", "x" * 1000])
def test_other_texts_are_more_than_a_date(text):
    assert not is_only_a_date(text)
