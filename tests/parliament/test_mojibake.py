"""Texts read in the wrong encoding: what is certain is repaired, what merely looks like it stays."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parliament.encoding import repair, unescape

GARBLED = [
    ("numÃ©rique", "numérique"),
    ("crÃ©Ã©e", "créée"),
    ("lâ€™Ã‰tat", "l’État"),
    ("lâ\x80\x99Ã\x89tat", "l’État"),
    ("LIBERTÃ‰", "LIBERTÉ"),
    ("dÃ‰FENSE", "dÉFENSE"),
    ("mise en Å“uvre", "mise en œuvre"),
    ("mise en Å\x93uvre", "mise en œuvre"),
    ("Å’uvres", "Œuvres"),
    ("voilÃ\u00a0.", "voilà."),
    ("dÃ©jÃ vu", "déjà vu"),  # the no-break space of "Ã\u00a0" made plain
    ("Ã€ Paris, le cafÃ©", "À Paris, le café"),
    ("200Â\u00a0000 â‚¬", "200\u00a0000 €"),
    ("200Â 000", "200 000"),
    ("nÂ° 12, 3 mÂ²", "n° 12, 3 m²"),
    ("Â«Â\u00a0motÂ\u00a0Â»", "«\u00a0mot\u00a0»"),
    ("Paris â€“ Lyon", "Paris – Lyon"),
    ("â€œmotâ€\x9d", "“mot”"),
    ("dÃ©cide dâ€™agirâ€¦", "décide d’agir…"),
    ("e\u0301 deÌ\x81putÃ©", "é député"),
    ("1áµ‰Ê³ mai", "1ᵉʳ mai"),
    ("numÃƒÂ©rique", "numérique"),
    ("Ãƒâ€°TUDE", "ÉTUDE"),
    ("un ï¬\x81let", "un ﬁlet"),
    ("de la perte ï¿½", "de la perte \ufffd"),
]

AS_THEY_SHOULD_BE = [
    "",
    "L'État, l'œuvre, « l'été » – à 20 °C, 1 000 € : voilà…",
    "CHÂTEAU, THÉÂTRE, ÎLE, ÂGE",
    "«LIBERTÉ»",
    "SANTÉ…",
    "COMMUNAUTÉ’",
    "«IRMÃ»",
    "IRMÃ\u00a0»",
    "São Tomé, SÃO PAULO, Åland, 10 Å\u00a0de",
    "la lettre Â, la lettre «\u00a0Â\u00a0», «Â»",
    "les accents s'affichent sous la forme « Ã© » au lieu de « é »",
    "« Ã  »",
    "â€",
    "naïf, maïs, Noël, aiguë, L'Haÿ-les-Roses",
]


@pytest.mark.parametrize(("shown", "meant"), GARBLED)
def test_what_is_certain_is_repaired(shown, meant):
    assert repair(shown) == meant


@pytest.mark.parametrize("text", AS_THEY_SHOULD_BE)
def test_what_merely_looks_like_it_stays(text):
    assert repair(text) == text


FRENCH = st.text(alphabet="abcdeéèêëàâäçîïôöùûüÿœæABCÉÈÀÂÇÎÔŒ0123456789 \u00a0\u202f«»’“”–—…°€²%.,;:!?'()-\n")
WORDS = st.lists(st.from_regex(r"[a-zéèêàâçîôùûœ«»–€°]{1,6}", fullmatch=True) | st.just("à") | st.just("20\u00a0%"))
HOSTILE = st.text(alphabet='ÃÂâÅÌïÆËÊáéÉabT©»«®°\u00a0 \n€™“”’…\x80\x81\x89\x9d\u0303\u0302\u0301"1ƒ¬‚šœ')


def garbled(text, encoding):
    return "".join(bytes([byte]).decode(encoding, "ignore") or chr(byte) for byte in text.encode())


@given(FRENCH.filter(lambda text: "â€" not in text and "Â" not in text))
def test_french_is_left_as_it_is(text):
    assert repair(text) == unicodedata.normalize("NFC", text)


@given(
    WORDS.map(" ".join).filter(lambda text: "â€" not in text),
    st.sampled_from(["cp1252", "latin-1"]),
    st.integers(1, 3),
)
def test_a_garbled_text_comes_back_whole(text, encoding, times):
    shown = text = f"été {text}"
    for _ in range(times):
        shown = garbled(shown, encoding)
    assert repair(shown) == text


@given(st.text() | HOSTILE)
def test_repairing_twice_changes_nothing(text):
    assert repair(repair(text)) == repair(text)


@given(st.text() | HOSTILE)
def test_no_ascii_is_ever_lost(text):
    def ascii_of(shown):
        return [c for c in unicodedata.normalize("NFC", shown) if c.isascii() and not c.isspace()]

    kept = iter(ascii_of(repair(text)))
    assert all(c in kept for c in ascii_of(text))


@pytest.mark.parametrize("unit", ["Â", "Ã", "Ã©", "Â©", "â€", "ÃƒÂ", "â", "Ã ", "aÂ "])
def test_a_text_of_any_length_is_repaired_in_bounded_work(unit):
    assert isinstance(repair(unit * 100_000 + "©"), str)


@pytest.mark.parametrize(
    ("escaped", "text"),
    [
        ("&eacute;&#233;&#xE9;&eacute", "éééé"),
        ("&#0000000000233;", "é"),
        ("&#" + "0" * 5_000 + "233;", "\ufffd"),
        ("&#" + "9" * 5_000 + ";", "\ufffd"),
        ("&#x110000; &rien; AT&T", "\ufffd &rien; AT&T"),
    ],
)
def test_entities_are_decoded_whatever_their_number(escaped, text):
    assert unescape(escaped) == text
