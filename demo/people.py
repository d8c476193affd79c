"""A deputy, their stays in office, and the seats they hold one after the other."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from demo.french import slug_of
from parliament.legislatures import LEGISLATURES

# "Basile de Fictif" is stored as ("Basile de", "Fictif") by the oldest branch, ("Basile", "Fictif (de)") by the others.
_PARTICLES = ("d'", "de ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What stays the same over the legislatures; ``official_id`` is the Assembly's number, without "PA"."""

    official_id: str
    first_name: str
    last_name: str
    sex: str
    born_on: date
    birthplace: str
    profession: str | None
    slug: str
    has_photo: bool = True
    fictional: bool = True

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    @property
    def deputy_id(self) -> str:
        return f"PA{self.official_id}"

    def stored_names(self, legislature: int) -> tuple[str, str]:
        """Return first and last name as that legislature's site stores them."""
        for particle in _PARTICLES:
            if self.last_name.startswith(particle):
                rest, bare = self.last_name.removeprefix(particle), particle.strip()
                return (
                    (f"{self.first_name} {bare}", rest) if legislature == 13 else (self.first_name, f"{rest} ({bare})")
                )
        return self.first_name, self.last_name


def person(
    number: int, name: str, sex: str, born: str, birthplace: str, profession: str | None, **more: object
) -> Person:
    """Make a fictional person; the first name ends at the first space."""
    first, _, last = name.partition(" ")
    return Person(
        official_id=str(number),
        first_name=first,
        last_name=last,
        sex=sex,
        born_on=date.fromisoformat(born),
        birthplace=birthplace,
        profession=profession,
        slug=str(more.pop("slug", slug_of(name))),
        has_photo=bool(more.pop("photo", True)),
    )


@dataclass(frozen=True, slots=True)
class Stay:
    """One stay in office; ``ends_on`` is None to the end of the legislature."""

    starts_on: date
    ends_on: date | None = None
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Member:
    """A person as one legislature's site shows them."""

    legislature: int
    site_id: int
    person: Person
    department: tuple[str, str]
    constituency: int
    groups: tuple[tuple[date, str], ...]
    stays: tuple[Stay, ...]
    place: str | None
    party: str = ""
    reelected: bool = False
    substitute: str | None = None

    @property
    def former(self) -> bool:
        return self.stays[-1].ends_on is not None

    @property
    def group(self) -> str:
        return self.groups[-1][1]

    @property
    def starts_on(self) -> date:
        return self.stays[-1].starts_on

    @cached_property
    def ends_on(self) -> date | None:
        """The last day of the last stay that ended: before ``starts_on`` for one who came back."""
        ended = [stay.ends_on for stay in self.stays if stay.ends_on is not None]
        return ended[-1] if ended else None

    def group_on(self, day: date) -> str:
        return [acronym for since, acronym in self.groups if since <= day or since == self.groups[0][0]][-1]

    def gendered(self, masculine: str, feminine: str) -> str:
        return feminine if self.person.sex == "F" else masculine

    @property
    def title(self) -> str:
        """ "député", "ancienne députée" …"""
        if self.former:
            return self.gendered("ancien député", "ancienne députée")
        return self.gendered("député", "députée")


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat with its holders, each from their first day on, and the share of questions asked from it."""

    holders: tuple[tuple[date, Member], ...]
    weight: int = 1

    def holder(self, day: date) -> Member:
        found = self.holders[0][1]
        for since, member in self.holders:
            if since <= day:
                found = member
        return found


def opening(legislature: int) -> date:
    return LEGISLATURES[legislature].starts_on
