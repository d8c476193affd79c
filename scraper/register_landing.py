"""Landing the Assembly's register of actors and organes: who sat in which legislature, and what the organes are."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from parliament.landing import LandingWriter
from parliament.records import Deputy, Organe, Record, Rejection, as_line
from scraper.cleaning import Cleaning
from scraper.errors import BadArchive, NotThePage
from scraper.open_data_archive import elements
from scraper.open_data_landing import in_utc
from scraper.open_data_reading import values
from scraper.refusals import refusal
from scraper.rereading import Known
from scraper.safe_zip import LIMITS, Limits
from scraper.sites.assemblee import SOURCE
from scraper.sites.assemblee.actor import read_actor
from scraper.sites.assemblee.deputy import FIRST_LEGISLATURE, deputy_items
from scraper.sites.assemblee.document_record import Origin
from scraper.sites.assemblee.organe import RegisteredOrgane, organe_record, read_organe
from scraper.spool import Spool

ACTOR, ORGANE = frozenset({"acteur"}), frozenset({"organe"})


@dataclass(slots=True)
class Register:
    """What became of a register; ``names`` are all actors' by their ids, for the authors of questions."""

    names: dict[str, str] = field(default_factory=dict)
    deputies: int = 0
    organes: int = 0
    unchanged: int = 0
    rejected: int = 0


def land_register(
    path: Path,
    *,
    url: str,
    fetched_at: datetime,
    writer: LandingWriter,
    known: Known,
    limits: Limits = LIMITS,
) -> Register:
    """Land the organes of a register (AMO) and the deputies that differ from what is known.

    ``known`` is ("17/PA1874", "document") → (content hash, state). Raises BadArchive, and lands nothing, for an archive
    that is damaged, not safe, or holds no deputy.
    """
    with Spool(writer.folder) as spool:
        landing = _RegisterLanding(path, limits, Origin(url, in_utc(fetched_at)), spool, known)
        landing.read_organes()
        landing.read_actors()
        done = landing.done
        if not done.deputies + done.unchanged:
            raise BadArchive(f"{path}: it holds no deputy")
        spool.land(writer)
    return done


class _RegisterLanding:
    """One archive on its way into a spool; organes come first, as mandates name them."""

    def __init__(self, path: Path, limits: Limits, origin: Origin, spool: Spool, known: Known):
        self.path = path
        self.limits = limits
        self.origin = origin
        self.spool = spool
        self.known = known
        self.cleaning = Cleaning()
        self.organes: dict[str, RegisteredOrgane] = {}
        self.done = Register()

    def read_organes(self) -> None:
        for name, data in self.found(ORGANE, beside="acteur/"):
            try:
                organe = read_organe(data)
                self.organes[organe.uid] = organe
                record = organe_record(organe, self.origin.url, self.origin.fetched_at)
            except NotThePage as error:
                self.refuse(name, "organe", data, str(error))
                continue
            if record is not None and (record.legislature or FIRST_LEGISLATURE) >= FIRST_LEGISLATURE:
                self.keep(Organe, record)
                self.done.organes += 1

    def read_actors(self) -> None:
        for name, data in self.found(ACTOR, beside="organe/"):
            try:
                actor = read_actor(data)
            except NotThePage as error:
                self.refuse(name, "actor", None, str(error))
                continue
            if actor.name is not None:
                self.done.names[actor.uid] = actor.name
            for item in deputy_items(actor, self.organes, self.origin):
                self.deputy(self.cleaning.record(item))

    def deputy(self, record: Any) -> None:
        if isinstance(record, Rejection):
            self.keep(Rejection, record)
            self.done.rejected += 1
        elif (
            self.known.get((f"{record.legislature}/{record.deputy_id}", record.detail), ("",))[0] == record.content_hash
        ):
            self.done.unchanged += 1
        else:
            self.keep(Deputy, record)
            self.done.deputies += 1

    def found(self, names: frozenset[str], *, beside: str) -> Iterator[tuple[str, Any]]:
        """Yield (member, value) of the elements of a name; members in the folder of the others are not read."""
        asked = elements(self.path, names, wanted=lambda name: beside not in name, limits=self.limits)
        for element in asked:
            try:
                held = list(values(element, names))
            except ValueError as error:
                self.refuse(element.member, "register", None, str(error))
                continue
            for value in held:
                yield element.member, value

    def keep(self, kind: type[Record], record: Record) -> None:
        self.spool.add(kind, [as_line(record)])

    def refuse(self, name: str, stage: str, data: Any, reason: str) -> None:
        """Refuse what cannot be read. Of an actor nothing is kept: their addresses stand beside their mandates."""
        raw = data if isinstance(data, dict) else {}
        url = f"{self.origin.url}#{name}"
        self.keep(Rejection, refusal(SOURCE, None, url, stage, reason, self.origin.fetched_at, raw))
        self.done.rejected += 1
