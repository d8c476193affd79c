"""The kinds of change a deputy can go through, which only the roster shows."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from demo.cast import extra
from demo.groups import GROUPS
from demo.people import Member, Stay
from demo.question_kinds import Moment
from parliament.legislatures import LEGISLATURES

# The one whose questions fill several pages stays, so that a long list always has an owner in office.
_STAYS = "aline-exemple"


def in_term(legislature: int, day: date) -> date:
    """Return the day, or the legislature's last one: a mandate that begins later is another legislature's."""
    return min(day, LEGISLATURES[legislature].ends_on or day)


def regroup(moment: Moment, member: Member) -> list[Member]:
    """Take a deputy to another group."""
    others = sorted(GROUPS[member.legislature].keys() - {member.group})
    change = (in_term(member.legislature, moment.today), moment.dice.pick(others))
    return [replace(member, groups=(*member.groups, change))]


def resign(moment: Moment, member: Member) -> list[Member]:
    """End a deputy's mandate today."""
    last = max(moment.today, member.starts_on)
    stay = replace(member.stays[-1], ends_on=last, reason="démission")
    return [replace(member, stays=(*member.stays[:-1], stay), place=None)]


def substitute(moment: Moment, member: Member) -> list[Member]:
    """Let someone take over the seat; return the one who follows first."""
    taken = {known.person.slug for known in moment.chamber.members}
    person = next(one for one in map(extra, _numbers(moment)) if one.slug not in taken)
    starts_on = in_term(member.legislature, moment.today)
    follower = replace(
        member,
        site_id=max(known.site_id for known in moment.chamber.members) + 1,
        person=person,
        groups=((starts_on, member.group),),
        stays=(Stay(starts_on),),
        substitute=None,
        reelected=False,
    )
    return [follower, replace(member, substitute=person.slug)]


def _numbers(moment: Moment) -> Iterator[int]:
    """Count from beyond the extras of the largest corpus, anew for each legislature."""
    return iter(range(600 + (moment.chamber.legislature - 13) * 70, 9999))


def rename(moment: Moment, member: Member) -> list[Member]:
    """Give a deputy another slug, as when a namesake turns up."""
    slug = f"{member.person.slug}-{1 + moment.dice.below(9)}"
    return [replace(member, person=replace(member.person, slug=slug))]


def _sits(_: Moment, member: Member) -> bool:
    return member.person.fictional and not member.former


def _may_go(moment: Moment, member: Member) -> bool:
    return _sits(moment, member) and member.person.slug != _STAYS


def _is_vacant(_: Moment, member: Member) -> bool:
    return member.former and member.stays[-1].reason == "démission" and member.substitute is None


Wanted = Callable[[Moment, Member], bool]
ROSTER_KINDS: dict[str, tuple[Wanted, Callable[[Moment, Member], list[Member]]]] = {
    "group": (_sits, regroup),
    "resigned": (_may_go, resign),
    "substitute": (_is_vacant, substitute),
    "renamed": (_may_go, rename),
}
