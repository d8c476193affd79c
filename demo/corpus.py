"""The made-up corpus: four legislatures of fictional deputies and questions, the same for the same seed."""

from collections.abc import Iterator
from datetime import date

from demo.assembly.chambers import Assembly
from demo.chamber import Chamber
from demo.truth import STANDING_DAY, Expected, expected_of

LEGISLATURES = (13, 14, 15, 16)
_SHARES = {13: 55, 14: 18, 15: 14, 16: 13}


class Corpus:
    """Four chambers; questions are made when asked for, so a large corpus takes no more memory than a small one.

    ``assembly`` is the Assembly's own side, None where the corpus has none.
    """

    def __init__(self, questions: int, seed: int, *, assembly: bool = False, next_legislature: date | None = None):
        self.questions = questions
        self.seed = seed
        counts = {number: questions * share // 100 for number, share in _SHARES.items()}
        counts[13] += questions - sum(counts.values()) - 1
        sizes = {number: max(counts[number], 0) for number in LEGISLATURES}
        self.legislatures = {number: Chamber(number, size, seed) for number, size in sizes.items()}
        self.next_legislature = next_legislature
        self.assembly = Assembly(sizes, seed, next_legislature) if assembly else None

    def __len__(self) -> int:
        return sum(map(len, self.legislatures.values()))

    def expect(self, legislature: int, today: date = STANDING_DAY, *, read_at_once: bool = False) -> Iterator[Expected]:
        """Yield what a loaded database must show of each question when it was read on that day.

        With ``read_at_once``, each change was read on the day it was made: an answer first read as announced stays so
        when its day passes and nothing else changes.
        """
        chamber = self.legislatures[legislature]
        changed_on = chamber.ledger.changed_on if read_at_once else {}
        return (expected_of(q, chamber.texts(q), changed_on.get(q.index, today)) for q in chamber)

    def expected(self, legislature: int, today: date = STANDING_DAY, *, read_at_once: bool = False) -> list[Expected]:
        """Return ``expect`` as a list: for small corpora."""
        return list(self.expect(legislature, today, read_at_once=read_at_once))


def build(
    questions: int = 600, seed: int = 1, *, assembly: bool = False, next_legislature: date | None = None
) -> Corpus:
    """Build a corpus of so many questions, the real question 47001 among them.

    With ``assembly``, what the Assembly itself tells of them and of its legislature 17 comes with it; legislature 18
    begins on ``next_legislature``, None: never.
    """
    return Corpus(questions, seed, assembly=assembly, next_legislature=next_legislature)
