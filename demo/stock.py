"""The questions of one legislature as they were made up: each follows from its place in the order, none is kept."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cached_property
from math import gcd
from pathlib import Path

from demo.cast import seats
from demo.dice import Dice
from demo.fates import Fate, fate_of
from demo.ministries import ODD_SUBJECTS, SUBJECTS, Portfolio, Subject
from demo.people import Member, Seat
from demo.question import Question
from demo.texts import Text, answer_text, plain_text, question_text
from parliament.legislatures import LEGISLATURES

# The deputy of a question is found by stepping through a wheel of slots, so that the questions of a deputy can be
# counted off without a table: 2,531 has an inverse modulo the prime 4,001.
_SLOTS, _STEP = 4001, 2531
# Where the subjects with odd labels begin, after the questions that show every state.
_ODD = 19
# One question in nine is one that somebody sent round, and eight deputies or so sent in.
_CAMPAIGN, _SENT_BY = 9, 8
_LAST_NUMBER = {13: 132_810, 14: 104_143, 15: 45_665, 16: 18_710, 17: 9_800}
# The first and the last day of the questions of 17 that are there at first.
_OF_17 = (date(2024, 10, 1), date(2025, 9, 30))
_REAL = json.loads((Path(__file__).parent / "question_47001.json").read_text(encoding="utf-8"))


class Stock:
    """The questions made up, at the places 0 to ``size`` - 1, and on 13 the real one at the place ``size``."""

    def __init__(self, legislature: int, size: int, seed: int):
        self.legislature = legislature
        self.size = size
        self.seed = seed
        self.seats = seats(legislature, size)
        self.gap = max(2, _LAST_NUMBER[legislature] // max(size, 1))
        self._stride = next(k for k in range(size // 3 + 7, size * 2 + 9) if gcd(k, max(size, 1)) == 1)

    @property
    def has_real(self) -> bool:
        return self.legislature == 13

    def question(self, index: int) -> Question:
        return self._real() if index == self.size else self._made(index)

    def place_of_number(self, number: int) -> int | None:
        """Return the place of the question of that number."""
        if self.has_real and number == _REAL["number"]:
            return self.size
        index = (number - 1) // self.gap
        return index if 0 <= index < self.size and self._number(index) == number else None

    def place_of_id(self, site_id: int) -> int | None:
        """Return the place of the question of that internal id."""
        if self.has_real and site_id == _REAL["site_id"]:
            return self.size
        step, rest = divmod(site_id - 2000, 3)
        if rest or not 0 <= step < self.size:
            return None
        return step * pow(self._stride, -1, self.size) % self.size if self.size > 1 else 0

    def places_of(self, site_id: int) -> Iterator[int]:
        """Yield the places where a deputy may have asked; a seat's other holders asked at some of them."""
        inverse = pow(_STEP, -1, _SLOTS)
        for slot, seat in enumerate(self._wheel):
            if any(member.site_id == site_id for _, member in seat.holders):
                yield from range((slot - self.seed) * inverse % _SLOTS, self.size, _SLOTS)
        if self.has_real and site_id == self._author.site_id:
            yield self.size

    def _matter(self, index: int) -> tuple[object, ...]:
        """Return what a question's subject is drawn by: its own, or one of a campaign that others have, too."""
        if index % _CAMPAIGN == 4:
            return "campaign", index // (_CAMPAIGN * _SENT_BY)
        return "matter", index

    def texts(self, question: Question) -> tuple[Text, Text]:
        """Return the texts of a question as it was made, the answer also where none is given."""
        if question.index == self.size:
            return Text(_REAL["question"], _REAL["question"]), plain_text(_REAL["answer"])
        dice = Dice(self.seed, self.legislature, question.index, "texts")
        who = question.member.person
        matter = Dice(self.seed, self.legislature, *self._matter(question.index))
        asked = question_text(dice, matter, question.question_form, who.name, who.sex, question.portfolio.minister)
        return asked, answer_text(dice, question.answer_form)

    def later(self, place: int, member: Member, asked_on: date) -> Question:
        """Make a question that was not there at first, for the n-th place beyond: pending, with the next number."""
        index = self.size + 1 + place
        dice = Dice(self.seed, self.legislature, index)
        return Question(
            index=index,
            legislature=self.legislature,
            number=max(_LAST_NUMBER[self.legislature], self.size * self.gap) + 1 + place,
            # The ids of the questions made up leave no rest in steps of three from 2,000; the real one's leaves two.
            site_id=2001 + 3 * (max(self.size, 1000) + place),
            member=member,
            portfolio=dice.pick(SUBJECTS[self.legislature]).on(asked_on, asked_on),
            asked_on=asked_on,
            closed_on=None,
            answered=False,
            reason=None,
            question_form=dice.pick(("plain", "plain", "plain", "breaks", "entities", "wrapped")),
            answer_form=dice.pick(("plain", "plain", "breaks", "table")),
            comments=0,
        )

    @property
    def _author(self) -> Member:
        """The author of the real question."""
        return self.seats[0].holders[0][1]

    @cached_property
    def _wheel(self) -> list[Seat]:
        """Give Aline Exemple's seat some 130 questions, and share the others by weight."""
        heavy = int(_SLOTS * min(0.36, max(130 / max(self.size, 1), 0.005)))
        total = sum(max(seat.weight, 0) for seat in self.seats)
        wheel = []
        for seat in self.seats:
            wheel += [seat] * (heavy if seat.weight < 0 else (_SLOTS - heavy) * seat.weight // total)
        wheel += [seat for seat in self.seats if seat.weight > 0] * (_SLOTS // len(self.seats))
        return wheel[:_SLOTS]

    def _number(self, index: int) -> int:
        number = index * self.gap + 1 + Dice(self.seed, self.legislature, index, "number").below(self.gap - 1)
        return number + (self.legislature == 13 and number == _REAL["number"])

    def _made(self, index: int) -> Question:
        dice = Dice(self.seed, self.legislature, index)
        asked_on = self._asked_on(index)
        seat = self._wheel[(index * _STEP + self.seed) % _SLOTS]
        fate = fate_of(dice, self.legislature, index, asked_on)
        portfolio = self._subject(dice, index).on(asked_on, self._attributed_on(fate))
        return Question(
            index=index,
            legislature=self.legislature,
            number=self._number(index),
            site_id=2000 + 3 * (index * self._stride % max(self.size, 1)),
            member=seat.holder(asked_on),
            portfolio=Portfolio("", "", portfolio.themes, portfolio.minister) if fate.nameless else portfolio,
            asked_on=asked_on,
            closed_on=fate.closed_on,
            answered=fate.answered,
            reason=fate.reason,
            question_form=fate.question_form,
            answer_form=fate.answer_form,
            comments=fate.comments,
        )

    def _subject(self, dice: Dice, index: int) -> Subject:
        """Return what a question is about; the first ones show every subject, the odd ones once."""
        subjects, odd = SUBJECTS[self.legislature], ODD_SUBJECTS[self.legislature]
        if index < 60:
            return (subjects * 60)[index] if not 0 <= index - _ODD < len(odd) else odd[index - _ODD]
        return dice.pick(subjects)

    def _attributed_on(self, fate: Fate) -> date:
        """Return the day of the ministry that answered, or that the question lay with in the end."""
        last = LEGISLATURES[self.legislature].ends_on or date.max
        return min(fate.closed_on or last, last)

    def _asked_on(self, index: int) -> date:
        """Return a Tuesday, the day the Assembly prints questions; later numbers are never asked earlier."""
        term = LEGISLATURES[self.legislature]
        first, last = (term.starts_on, term.ends_on) if term.ends_on else _OF_17
        days = (last - first).days - 21
        day = first + timedelta(days=7 + days * index // max(self.size, 1))
        return day - timedelta(days=(day.weekday() - 1) % 7)

    def _real(self) -> Question:
        return Question(
            index=self.size,
            legislature=13,
            number=_REAL["number"],
            site_id=_REAL["site_id"],
            member=self._author,
            portfolio=Portfolio(_REAL["asked"], _REAL["answering"], tuple(_REAL["themes"]), ""),
            asked_on=date.fromisoformat(_REAL["asked_on"]),
            closed_on=date.fromisoformat(_REAL["closed_on"]),
            answered=True,
            reason=None,
            question_form="plain",
            answer_form="plain",
            comments=0,
        )
