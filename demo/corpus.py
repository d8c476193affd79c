"""The made-up corpus: four legislatures of fictional deputies and questions, the same for the same seed."""

from collections.abc import Iterator
from datetime import date

from demo.chamber import Chamber
from demo.truth import STANDING_DAY, Expected, expected_of

LEGISLATURES = (13, 14, 15, 16)
_SHARES = {13: 55, 14: 18, 15: 14, 16: 13}


class Corpus:
    """Four chambers; questions are made when asked for, so a large corpus takes no more memory than a small one."""

    def __init__(self, questions: int, seed: int):
        self.questions = questions
        self.seed = seed
        counts = {number: questions * share // 100 for number, share in _SHARES.items()}
        counts[13] += questions - sum(counts.values()) - 1
        self.legislatures = {number: Chamber(number, max(counts[number], 0), seed) for number in LEGISLATURES}

    def __len__(self) -> int:
        return sum(map(len, self.legislatures.values()))

    def expect(self, legislature: int, today: date = STANDING_DAY) -> Iterator[Expected]:
        """Yield what a loaded database must show of each question when it was read on that day."""
        chamber = self.legislatures[legislature]
        return (expected_of(question, chamber.texts(question), today) for question in chamber)

    def expected(self, legislature: int, today: date = STANDING_DAY) -> list[Expected]:
        """Return ``expect`` as a list: for small corpora."""
        return list(self.expect(legislature, today))


def build(questions: int = 600, seed: int = 1) -> Corpus:
    """Build a corpus of so many questions, the real question 47001 among them."""
    return Corpus(questions, seed)
