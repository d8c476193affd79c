"""One legislature of the corpus: every question is made from its place in the order, none is kept."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property, lru_cache
from math import gcd
from pathlib import Path
from typing import Any

from demo.cast import seats
from demo.dice import Dice
from demo.fates import fate_of
from demo.french import fold
from demo.ministries import PORTFOLIOS, Portfolio
from demo.people import Member, Seat
from demo.question import Question, Texts
from demo.texts import Text, answer_text, question_text
from parliament.legislatures import LEGISLATURES

# The deputy of a question is found by stepping through a wheel of slots, so that the questions of a deputy can be
# counted off without a table: 2,531 has an inverse modulo the prime 4,001.
_SLOTS, _STEP = 4001, 2531
_LAST_NUMBER = {13: 132_810, 14: 104_143, 15: 45_665, 16: 18_710}
_REAL = json.loads((Path(__file__).parent / "question_47001.json").read_text(encoding="utf-8"))


class Chamber:
    """The deputies and the questions of one legislature."""

    def __init__(self, legislature: int, questions: int, seed: int):
        self.legislature = legislature
        self.seed = seed
        self.made_up = questions
        self.seats = seats(legislature, questions)
        self.members = _members(self.seats)
        self._by_slug = {fold(member.person.slug): member for member in self.members}
        self._by_site_id = {member.site_id: member for member in self.members}
        self._gap = max(2, _LAST_NUMBER[legislature] // max(questions, 1))
        self._stride = next(k for k in range(questions // 3 + 7, questions * 2 + 9) if gcd(k, max(questions, 1)) == 1)
        self._changes: dict[int, dict[str, Any]] = {}
        self.question = lru_cache(maxsize=2048)(self._question)
        self.ordered = lru_cache(maxsize=256)(self._ordered)

    def __len__(self) -> int:
        return self.made_up + (self.legislature == 13)

    def __iter__(self) -> Iterator[Question]:
        return (self.question(index) for index in range(len(self)))

    def member(self, slug: str) -> Member | None:
        return self._by_slug.get(fold(slug))

    def member_of_id(self, site_id: int) -> Member | None:
        return self._by_site_id.get(site_id)

    def numbered(self, number: int) -> Question | None:
        """Return the question of that number."""
        if self.legislature == 13 and number == _REAL["number"]:
            return self.question(self.made_up)
        index = (number - 1) // self._gap
        if not 0 <= index < self.made_up or self._number(index) != number:
            return None
        return self.question(index)

    def identified(self, site_id: int) -> Question | None:
        """Return the question of that internal id."""
        if self.legislature == 13 and site_id == _REAL["site_id"]:
            return self.question(self.made_up)
        place, rest = divmod(site_id - 2000, 3)
        if rest or not 0 <= place < self.made_up:
            return None
        return self.question(place * pow(self._stride, -1, self.made_up) % self.made_up if self.made_up > 1 else 0)

    def change(self, number: int, **fields: Any) -> None:
        """Change stored fields of a question, also ``question_html`` and ``answer_html``; raise KeyError for none."""
        question = self.numbered(number)
        if question is None:
            raise KeyError(f"no question {number} in {self.legislature}")
        self._changes.setdefault(question.index, {}).update(fields)
        self.question.cache_clear()
        self.ordered.cache_clear()

    def texts(self, question: Question) -> Texts:
        changed = self._changes.get(question.index, {})
        if question.index == self.made_up:
            asked, answer = Text(_REAL["question"], _REAL["question"]), _plain(_REAL["answer"])
        else:
            asked, answer = self._made_texts(question)
        if "question_html" in changed:
            asked = _plain(changed["question_html"])
        if "answer_html" in changed:
            answer = _plain(changed["answer_html"])
        return Texts(asked, answer if question.answered else None)

    def _made_texts(self, question: Question) -> tuple[Text, Text]:
        dice = Dice(self.seed, self.legislature, question.index, "texts")
        who = question.member.person
        asked = question_text(dice, question.question_form, who.name, who.sex, question.portfolio.minister)
        return asked, answer_text(dice, question.answer_form)

    def _ordered(self, site_id: int) -> tuple[int, ...]:
        """Return the places of a deputy's questions as a list page shows them, last closed or asked first."""
        asked = [q for index in self._places(site_id) if (q := self._question(index)).member.site_id == site_id]
        return tuple(q.index for q in sorted(asked, key=lambda q: q.ordered_by, reverse=True))

    def _places(self, site_id: int) -> Iterator[int]:
        inverse = pow(_STEP, -1, _SLOTS)
        for slot, seat in enumerate(self._wheel):
            if any(member.site_id == site_id for _, member in seat.holders):
                yield from range((slot - self.seed) * inverse % _SLOTS, self.made_up, _SLOTS)
        if self.legislature == 13 and site_id == self.members[0].site_id:
            yield self.made_up

    @cached_property
    def _wheel(self) -> list[Seat]:
        """Give Aline Exemple's seat some 130 questions, and share the others by weight."""
        heavy = int(_SLOTS * min(0.36, max(130 / max(self.made_up, 1), 0.005)))
        total = sum(max(seat.weight, 0) for seat in self.seats)
        wheel = []
        for seat in self.seats:
            wheel += [seat] * (heavy if seat.weight < 0 else (_SLOTS - heavy) * seat.weight // total)
        wheel += [seat for seat in self.seats if seat.weight > 0] * (_SLOTS // len(self.seats))
        return wheel[:_SLOTS]

    def _number(self, index: int) -> int:
        number = index * self._gap + 1 + Dice(self.seed, self.legislature, index, "number").below(self._gap - 1)
        return number + (self.legislature == 13 and number == _REAL["number"])

    def _question(self, index: int) -> Question:
        question = self._real() if index == self.made_up else self._made(index)
        changed = {k: v for k, v in self._changes.get(index, {}).items() if not k.endswith("_html")}
        return replace(question, **changed) if changed else question

    def _made(self, index: int) -> Question:
        dice = Dice(self.seed, self.legislature, index)
        asked_on = self._asked_on(index)
        seat = self._wheel[(index * _STEP + self.seed) % _SLOTS]
        fate = fate_of(dice, self.legislature, index, asked_on)
        portfolios = PORTFOLIOS[self.legislature]
        portfolio = portfolios[index % len(portfolios)] if index < 60 else dice.pick(portfolios)
        return Question(
            index=index,
            legislature=self.legislature,
            number=self._number(index),
            site_id=2000 + 3 * (index * self._stride % max(self.made_up, 1)),
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

    def _asked_on(self, index: int) -> date:
        """Return a Tuesday, the day the Assembly prints questions; later numbers are never asked earlier."""
        term = LEGISLATURES[self.legislature]
        days = ((term.ends_on or date.max) - term.starts_on).days - 21
        day = term.starts_on + timedelta(days=7 + days * index // max(self.made_up, 1))
        return day - timedelta(days=(day.weekday() - 1) % 7)

    def _real(self) -> Question:
        return Question(
            index=self.made_up,
            legislature=13,
            number=_REAL["number"],
            site_id=_REAL["site_id"],
            member=self.members[0],
            portfolio=Portfolio(_REAL["asked"], _REAL["answering"], tuple(_REAL["themes"]), ""),
            asked_on=date.fromisoformat(_REAL["asked_on"]),
            closed_on=date.fromisoformat(_REAL["closed_on"]),
            answered=True,
            reason=None,
            question_form="plain",
            answer_form="plain",
            comments=0,
        )


def _members(found: tuple[Seat, ...]) -> tuple[Member, ...]:
    members = {member.site_id: member for seat in found for _, member in seat.holders}
    return tuple(members[site_id] for site_id in sorted(members))


def _plain(stored: str) -> Text:
    return Text(stored, " ".join(stored.split()))
