"""What has changed of a legislature since it was made: its questions, and its deputies as they are."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from demo.people import Member
from demo.question import Question


@dataclass(slots=True)
class Ledger:
    """Changes by a question's place in the order; ``version`` grows with each.

    ``changed_on`` is the day of the last one that a night brought.
    """

    fields: dict[int, dict[str, Any]] = field(default_factory=dict)
    added: dict[int, Question] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)
    listed_by: defaultdict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    changed_on: dict[int, date] = field(default_factory=dict)
    members: dict[int, Member] = field(default_factory=dict)
    version: int = 0

    def add(self, question: Question) -> None:
        """Enter a question that was not there."""
        self.added[question.index] = question
        self.listed_by[question.member.site_id].add(question.index)
        self.version += 1

    def change(self, index: int, fields: dict[str, Any]) -> None:
        """Enter other values of a question's fields; another member takes it to another list."""
        self.fields.setdefault(index, {}).update(fields)
        if "member" in fields:
            self.listed_by[fields["member"].site_id].add(index)
        self.version += 1

    def remove(self, index: int) -> None:
        self.gone.add(index)
        self.version += 1

    def enrol(self, member: Member) -> None:
        """Enter a deputy, or what has changed of one."""
        self.members[member.site_id] = member
        self.version += 1
