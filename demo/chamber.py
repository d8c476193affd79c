"""One legislature of the corpus as it stands: the questions made up, and what has changed since."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from demo.french import fold
from demo.ledger import Ledger
from demo.people import Member
from demo.question import Question, Texts
from demo.stock import Stock
from demo.texts import plain_text


class Chamber:
    """The deputies and the questions of one legislature; questions are made when asked for."""

    def __init__(self, legislature: int, questions: int, seed: int):
        self.legislature = legislature
        self.stock = Stock(legislature, questions, seed)
        self.ledger = Ledger()
        self._enrolled = {member.site_id: member for seat in self.stock.seats for _, member in seat.holders}
        self.question = lru_cache(maxsize=2048)(self._question)
        self.ordered = lru_cache(maxsize=256)(self._ordered)
        self._by_slug = lru_cache(maxsize=1)(self._slugs)

    def __len__(self) -> int:
        return self.stock.size + self.stock.has_real + len(self.ledger.added) - len(self.ledger.gone)

    def __iter__(self) -> Iterator[Question]:
        return (question for index in range(self.places) if (question := self.at(index)))

    @property
    def places(self) -> int:
        """How many places there are in the order: those made up, the real question's, and those added."""
        return self.stock.size + 1 + len(self.ledger.added)

    def at(self, index: int | None) -> Question | None:
        """Return the question at a place, None if nothing is there."""
        if index is None or index in self.ledger.gone or (index == self.stock.size and not self.stock.has_real):
            return None
        return self.question(index)

    def numbered(self, number: int) -> Question | None:
        """Return the question of that number."""
        place = self.stock.place_of_number(number)
        added = (index for index, question in self.ledger.added.items() if question.number == number)
        return self.at(next(added, None) if place is None else place)

    def identified(self, site_id: int) -> Question | None:
        """Return the question of that internal id."""
        place = self.stock.place_of_id(site_id)
        added = (index for index, question in self.ledger.added.items() if question.site_id == site_id)
        return self.at(next(added, None) if place is None else place)

    @property
    def members(self) -> tuple[Member, ...]:
        """Everyone who ever sat, in the order of the site's ids, as they are now."""
        found = self._enrolled | self.ledger.members
        return tuple(found[site_id] for site_id in sorted(found))

    def member(self, slug: str) -> Member | None:
        return self._by_slug(self.ledger.version).get(fold(slug))

    def _slugs(self, _: int) -> dict[str, Member]:
        return {fold(member.person.slug): member for member in self.members}

    def member_of_id(self, site_id: int) -> Member | None:
        return self.ledger.members.get(site_id) or self._enrolled.get(site_id)

    def change(self, number: int, **fields: Any) -> None:
        """Change stored fields of a question, also ``question_html`` and ``answer_html``; raise KeyError for none.

        ``asked_text`` and ``answer_text`` are texts with their plain reading.
        """
        question = self.numbered(number)
        if question is None:
            raise KeyError(f"no question {number} in {self.legislature}")
        for stored, name in (("question_html", "asked_text"), ("answer_html", "answer_text")):
            if stored in fields:
                fields[name] = plain_text(fields.pop(stored))
        self.ledger.change(question.index, fields)
        self._forget()

    def ask(self, member: Member, asked_on: date) -> Question:
        """Add a question: the next number and internal id, pending."""
        question = self.stock.later(len(self.ledger.added), member, asked_on)
        self.ledger.add(question)
        self._forget()
        return question

    def remove(self, question: Question) -> None:
        self.ledger.remove(question.index)
        self._forget()

    def enrol(self, member: Member) -> None:
        """Add a deputy, or change one."""
        self.ledger.enrol(member)
        self._forget()

    def _forget(self) -> None:
        self.question.cache_clear()
        self.ordered.cache_clear()

    def texts(self, question: Question) -> Texts:
        changed = self.ledger.fields.get(question.index, {})
        # A text keeps the name of the author it was made for when the question moves to another.
        asked, answer = self.stock.texts(self._as_made(question.index) if changed else question)
        asked, answer = changed.get("asked_text", asked), changed.get("answer_text", answer)
        return Texts(asked, answer if question.answered else None)

    def _ordered(self, site_id: int) -> tuple[int, ...]:
        """Return the places of a deputy's questions as a list page shows them, last closed or asked first."""
        places = {*self.stock.places_of(site_id), *self.ledger.listed_by.get(site_id, ())} - self.ledger.gone
        asked = [q for index in places if (q := self._question(index)).member.site_id == site_id]
        return tuple(q.index for q in sorted(asked, key=lambda q: q.ordered_by, reverse=True))

    def _question(self, index: int) -> Question:
        question = self._as_made(index)
        changed = self.ledger.fields.get(index, {})
        fields = {name: value for name, value in changed.items() if not name.endswith("_text")}
        author = fields.get("member", question.member)
        fields["member"] = self.ledger.members.get(author.site_id, author)
        return replace(question, **fields) if changed or fields["member"] is not question.member else question

    def _as_made(self, index: int) -> Question:
        return self.ledger.added.get(index) or self.stock.question(index)
