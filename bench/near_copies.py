"""Made-up questions of which it is known who copied whom: their words are of no language, but for the formal ones.

A topic has words of its own, which all its texts draw from, beside those of the whole corpus: texts of one topic that
nobody copied are as like each other as real ones are. Copies have a share of their words changed, in places drawn at
random, which is harder than what people do: they change sentences and leave others.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

SYLLABLES = (
    "bra",
    "cor",
    "dul",
    "fen",
    "gri",
    "jal",
    "lom",
    "mer",
    "nou",
    "pla",
    "ruc",
    "sti",
    "tav",
    "vé",
    "zor",
    "chi",
)
MASCULINE = ("ier", "ien", "eur", "if", "al", "eux", "age", "ement", "oir", "on")
FEMININE = {"ier": "ière", "ien": "ienne", "eur": "euse", "if": "ive", "al": "ale", "eux": "euse", "on": "onne"}
GLUE = (
    "les", "des", "de la", "dans", "pour", "et", "qui", "avec", "une", "sur", "par", "en effet,", "ainsi",
    "ne sont pas", "ont été", "leur", "cette", "plus de", "selon", "notamment",
)  # fmt: skip
VERBS = ("attire l'attention de", "appelle l'attention de", "interroge", "souhaite interroger", "alerte")
MINISTERS = (
    "M. le ministre des exemples", "Mme la ministre des maquettes et des gabarits",
    "M. le ministre d'État, ministre des prototypes,", "M. le secrétaire d'État chargé des brouillons",
    "Mme la garde des sceaux, ministre des modèles,",
)  # fmt: skip
REQUESTS = (
    "{he} lui demande de bien vouloir lui indiquer les mesures que le Gouvernement entend prendre pour remédier à "
    "cette situation.",
    "{he} souhaite connaître les intentions du Gouvernement à ce sujet.",
    "Aussi, {he} le remercie de bien vouloir lui préciser sa position sur cette question et le calendrier envisagé.",
    "{he} souhaiterait donc savoir ce que le Gouvernement envisage de faire en la matière.",
    "C'est pourquoi {he} lui demande quelles réponses concrètes il compte apporter aux attentes légitimes exprimées.",
)
NAMES = ("Exemple", "Fictif", "Modèle", "Gabarit", "Maquette", "Brouillon", "Prototype", "Esquisse")
FIRST_NAMES = ("Aline", "Bruno", "Coralie", "Denis", "Élodie", "Fabien", "Gisèle", "Hugo")
GENERAL, OF_TOPIC, FEWEST, MOST = 6_000, 150, 30, 200
# Share of a text's words that its topic has to itself.
OWN = 0.35


@dataclass(frozen=True, slots=True)
class Body:
    """What a question says between opening and request: (word, whether it tells of the subject), and its topic."""

    words: tuple[tuple[str, bool], ...]
    topic: int


class Corpus:
    """A source of questions; the same seed gives the same ones."""

    def __init__(self, seed: int = 1, topics: int = 40):
        self.dice = random.Random(seed)  # noqa: S311 (the same texts in each run)
        self.topics = topics
        self._general = [self._word() for _ in range(GENERAL)]
        self._of_topic = [[self._word() for _ in range(OF_TOPIC)] for _ in range(topics)]
        # Few words are frequent, as in any language.
        self._weights = list(accumulate(1 / (rank + 20) for rank in range(GENERAL)))

    def body(self, topic: int | None = None) -> Body:
        """Draw what a question says, of 0.6 to 4 kB."""
        topic = self.dice.randrange(self.topics) if topic is None else topic
        size = self.dice.randint(FEWEST, MOST)
        own = round(size * OWN)
        subject = self.dice.choices(self._of_topic[topic], k=own)
        subject += self.dice.choices(self._general, cum_weights=self._weights, k=size - own)
        self.dice.shuffle(subject)
        glue = self.dice.choices(GLUE, k=size)
        pairs = zip(glue, subject, strict=True)
        return Body(tuple(part for said, word in pairs for part in ((said, False), (word, True))), topic)

    def changed(self, body: Body, share: float) -> Body:
        """Return a copy with this share of its words changed: others, other genders, some left out, some put in."""
        return Body(tuple(word for one in body.words for word in self._edited(one, body.topic, share)), body.topic)

    def text(self, body: Body) -> str:
        """Word a question: who asks whom, what is said, what is wanted."""
        dice, woman = self.dice, self.dice.random() < 0.5
        author = f"{'Mme' if woman else 'M.'} {dice.choice(FIRST_NAMES)} {dice.choice(NAMES)}"
        said = self._sentences([word for word, _ in body.words])
        request = dice.choice(REQUESTS).format(he="Elle" if woman else "Il")
        return f"{author} {dice.choice(VERBS)} {dice.choice(MINISTERS)} sur {said} {request}"

    def boilerplate(self) -> str:
        """Word a question that says nothing: opening and request alone."""
        return self.text(Body((("ce sujet", False),), 0))

    def _word(self) -> str:
        stem = "".join(self.dice.choice(SYLLABLES) for _ in range(self.dice.randint(2, 3)))
        return stem + self.dice.choice(MASCULINE)

    def _subject_word(self, topic: int) -> str:
        if self.dice.random() < OWN:
            return self.dice.choice(self._of_topic[topic])
        return self.dice.choices(self._general, cum_weights=self._weights)[0]

    def _edited(self, one: tuple[str, bool], topic: int, share: float) -> Sequence[tuple[str, bool]]:
        if self.dice.random() >= share:
            return (one,)
        word, tells = one
        if not tells:
            return ((self.dice.choice(GLUE), False),)
        drawn = self.dice.random()
        if drawn < 0.15:
            return ((_feminine(word), True),)
        other = (self._subject_word(topic), True)
        return () if drawn < 0.25 else (one, other) if drawn < 0.35 else (other,)

    def _sentences(self, words: list[str]) -> str:
        parts = []
        while words:
            size = self.dice.randint(12, 30)
            parts.append(" ".join(words[:size]).capitalize() + ".")
            words = words[size:]
        return " ".join(parts)


def _feminine(word: str) -> str:
    for ending, other in FEMININE.items():
        if word.endswith(ending):
            return word.removesuffix(ending) + other
    return word + "s"
