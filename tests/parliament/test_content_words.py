"""What a question is about: the opening and the words of every question are left out, forms of a word are one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parliament.content_words import content_word, words_of

SAID = "les délais des greffes ruraux."


@pytest.mark.parametrize(
    "opening",
    [
        "M. Bruno Fictif attire l'attention de M. le ministre des exemples sur",
        "Mme Aline Exemple appelle l'attention de Mme la ministre d'État, ministre des maquettes, sur",
        "M. Bruno Fictif interroge M. le secrétaire d'État, auprès du ministre des exemples, chargé des gabarits, sur",
        "Mlle Aline Exemple souhaite interroger Mme la garde des sceaux, ministre des modèles, à propos",
        "Mme Aline Exemple demande à M. le Premier ministre de bien vouloir indiquer, quant aux exemples, si",
    ],
)
def test_who_asks_whom_is_left_out(opening: str) -> None:
    words = words_of(f"{opening} {SAID}")
    assert words[-4:] == ["délais", "des", "greffes", "ruraux"]
    assert not {"Aline", "Bruno", "Fictif", "attire", "maquettes", "sceaux"} & set(words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (SAID, ["les", "délais", "des", "greffes", "ruraux"]),
        ("La ministre sait que les greffes manquent.", ["ministre", "sait", "que", "les", "greffes", "manquent"]),
        ("M. Fictif n'a rien demandé.", ["Fictif", "rien", "demandé"]),
        ("", []),
    ],
)
def test_a_text_without_an_opening_is_whole(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_an_opening_ends_soon() -> None:
    text = f"M. Bruno Fictif dit : {'greffe ' * 200} le ministre pense sur ce point."
    assert words_of(text).count("greffe") == 200


@pytest.mark.parametrize(
    ("forms", "word"),
    [
        (("dossier", "dossiers", "DOSSIERS"), "dossier"),
        (("exonéré", "exonérée", "exonérées"), "exoner"),
        (("rural", "rurale", "rurales"), "rural"),
        (("infirmier", "infirmière", "infirmières"), "infirmier"),
        (("cœur", "cœurs", "coeur"), "coeur"),
    ],
)
def test_forms_of_a_word_are_one(forms: tuple[str, ...], word: str) -> None:
    assert {content_word(form) for form in forms} == {word}


@pytest.mark.parametrize("word", ["les", "Mesures", "gouvernement", "préciser", "ministre", "2009", "000", "Elle"])
def test_words_of_every_question_tell_nothing(word: str) -> None:
    assert content_word(word) is None


def test_numbers_tell_something() -> None:
    assert content_word("870") == "870"


@given(st.text())
def test_any_text_has_words(text: str) -> None:
    for word in words_of(text):
        found = content_word(word)
        assert found is None or found.strip()
