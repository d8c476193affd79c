"""Nights on the made-up sites: what changes from one to the next, the same for the same corpus and the same nights.

From Python, on a corpus of one's own (a mirror of what a served corpus of the same size and seed goes through, when it
is told the same in the same order):

    corpus = build(questions=600, seed=1)
    nights = Nights(corpus, date(2026, 1, 1))       # the day the site was started with: serving(corpus, today=…)
    changes = nights.pass_nights(3)                 # three nights: the clock moves by a day, then things change
    changes = nights.pass_nights(1, kinds={"answered": 2, "vanished": 1}, legislatures=(13,))
    changes = nights.pass_nights(1, kinds={})       # a quiet night: only the clock moves
    changes = nights.during()                       # changes while the clock stands: they fall into a crawl
    corpus.expected(13, nights.today)               # what a database must hold of it that was read today, or, with
                                                    # read_at_once=True, that read each change in its own night

Over HTTP, on any port, for all sites at once; the answers are JSON:

    POST /demo/night {"nights": 1}
        one night (the default); answers {"night", "now", "today", "waiting", "changes": [Change, …] of these nights}
    POST /demo/night {"nights": 1, "kinds": {"answered": 2}, "legislatures": [13]}
        so many of these kinds in each of these legislatures; a list of kinds means one of each, {} or [] a quiet night;
        without "kinds", a night's usual mix
    POST /demo/night {"after_requests": N, …}
        ``during`` once N more requests have come to THIS port: the changes stand before the next one is answered. The
        answer has no changes yet; GET /demo/nights tells them once they have happened. Several may wait.
    GET  /demo/nights
        the same answer, with all the changes since the start
    POST /demo/clock {"hours": 3}
        moves the clock alone; what is cached expires by it

"now" is a UTC time, "today" the day in Paris; every response's Date header is by this clock, too. A Change is {"kind",
"legislature", "night", "on", "visible", "slugs"} and "question_id", "number", "site_id" of a question, or "deputy"
("PA…") of a deputy. ``visible`` is the first place that shows it, of "roster", "list", "page" (the
question page, and the document too) and "document". The kinds:

    asked             list      a new question: the count grows by one; it is dated the last Tuesday
    answered          list      the entry moves to today
    given             list      an answer announced for today is given
    withdrawn         list      dated yesterday: "(Retirée)", with or without a reason
    withdrawn-today   list      dated today, no reason: only the position moves; the next day says "(Retirée)"
    announced         list      an answer to come: only the position moves, above entries of a later date
    reattributed      page      another answering ministry; "document" where the title says the same (13, mostly)
    asked-ministry    list
    corrected         page      an answer's text
    reason            page      a reason is added to a withdrawal
    text              list      within the first 400 characters
    text-end          page      mostly beyond them
    themes            list
    moved             list      to another author: two lists, -1 and +1
    vanished          list      the count shrinks; page 404; document 500 on 13, a redirect to another host elsewhere
    commented         page      and ``nb_commentaires``
    group-then        document  the author's group at the time
    group             roster    a deputy changes group
    resigned          roster    a deputy becomes a former one
    substitute        roster    someone takes over from one who resigned
    renamed           roster    another slug: the old list answers 404; id and id_an stay

The usual mix announces answers, most of them for the day after, and gives most of those then; one that is not given
turns "(Retirée)" by itself. Everything is dated by the clock, but for the first days of mandates and groups: those lie
within the legislature. A crawler that tells the day by its own clock agrees with the site when it is given the sites'
clock, or when the site was started so many days back. Question 47001 and its author are left alone. A kind that finds
nothing to change, as when no question is pending, makes no Change.

A corpus with the Assembly's side goes on there too: its legislature 17 takes part as the others do, with the kinds of
``demo/assembly/turn.py``, and 16 is seldom corrected. The nights of the sites of 14 to 16 change nothing of its data.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from demo.assembly.chambers import CURRENT, SITTING, Assembly
from demo.assembly.turn import KINDS as ASSEMBLY_KINDS
from demo.assembly.turn import AssemblyTurn, usual
from demo.changes import Change
from demo.clock import Clock
from demo.corpus import Corpus
from demo.dice import Dice
from demo.errors import UnknownKind
from demo.question_kinds import Moment
from demo.turn import KINDS, Turn

__all__ = ["KINDS", "Nights"]

# Chance in percent that a night brings a kind to a legislature, and how many at most.
_USUAL = {
    "group": (15, 1), "resigned": (8, 1), "substitute": (60, 1), "renamed": (6, 1),
    "asked": (90, 3), "answered": (80, 3), "given": (85, 3), "withdrawn": (40, 1), "withdrawn-today": (30, 1),
    "announced": (60, 2), "reattributed": (30, 1), "asked-ministry": (15, 1), "corrected": (20, 1), "reason": (30, 1),
    "text": (15, 1), "text-end": (10, 1), "themes": (15, 1), "moved": (20, 1), "commented": (40, 2),
    "group-then": (10, 1), "vanished": (12, 1),
}  # fmt: skip
Kinds = Mapping[str, int] | Iterable[str] | None


class Nights:
    """Lets nights pass over a corpus; ``clock`` is the sites' one clock, ``changes`` all that has changed."""

    def __init__(self, corpus: Corpus, today: date):
        self.corpus = corpus
        self.clock = Clock(today)
        self.night = 0
        self.changes: list[Change] = []

    @property
    def today(self) -> date:
        return self.clock.today

    def pass_nights(
        self, nights: int = 1, *, kinds: Kinds = None, legislatures: Iterable[int] | None = None
    ) -> list[Change]:
        """Move the clock by a day and change what a night changes, so many times; raise UnknownKind if it cannot."""
        wanted, where = self._counts(kinds), _known(legislatures, self.corpus)
        made = []
        for _ in range(nights):
            self.clock.next_day()
            made += self._change(wanted, where)
        return made

    def check(self, *, kinds: Kinds = None, legislatures: Iterable[int] | None = None) -> None:
        """Raise UnknownKind unless ``during`` could be asked for that."""
        self._counts(kinds)
        _known(legislatures, self.corpus)

    def during(self, *, kinds: Kinds = None, legislatures: Iterable[int] | None = None) -> list[Change]:
        """Change what a night changes while the clock stands; raise UnknownKind for a wrong kind."""
        return self._change(self._counts(kinds), _known(legislatures, self.corpus))

    def _change(self, wanted: Mapping[str, int] | None, legislatures: tuple[int, ...]) -> list[Change]:
        self.night += 1
        made = []
        for legislature in legislatures:
            if legislature in self.corpus.legislatures:
                dice = Dice(self.corpus.seed, "night", self.night, legislature)
                moment = Moment(self.corpus.legislatures[legislature], dice, self.today)
                made += Turn(moment, self.night).changes(_usual(dice) if wanted is None else wanted)
            if self.corpus.assembly and legislature in SITTING:
                made += self._change_assembly(self.corpus.assembly, legislature, wanted)
        self.changes += made
        return made

    def _change_assembly(self, assembly: Assembly, legislature: int, wanted: Mapping[str, int] | None) -> list[Change]:
        """Change what the Assembly tells: 16 of itself alone, as kinds that are asked for are the site's there."""
        dice = Dice(self.corpus.seed, "night", self.night, "assembly", legislature)
        if legislature != CURRENT and wanted is not None:
            return []
        turn = AssemblyTurn(Moment(assembly.chambers[legislature], dice, self.today), self.night)
        return turn.changes(usual(legislature, dice) if wanted is None else wanted)

    def _counts(self, kinds: Kinds) -> dict[str, int] | None:
        if kinds is None:
            return None
        wanted = dict(kinds) if isinstance(kinds, Mapping) else dict.fromkeys(kinds, 1)
        known = (*KINDS, *(kind for kind in ASSEMBLY_KINDS if self.corpus.assembly and kind not in KINDS))
        if unknown := wanted.keys() - set(known):
            raise UnknownKind(f"no kind of change {', '.join(sorted(unknown))}; known: {', '.join(known)}")
        return wanted


def _usual(dice: Dice) -> dict[str, int]:
    return {kind: 1 + dice.below(most) if dice.percent(chance) else 0 for kind, (chance, most) in _USUAL.items()}


def _known(legislatures: Iterable[int] | None, corpus: Corpus) -> tuple[int, ...]:
    known = (*corpus.legislatures, *([CURRENT] if corpus.assembly else []))
    if legislatures is None:
        return known
    wanted = tuple(legislatures)
    if unknown := set(wanted) - set(known):
        raise UnknownKind(f"no legislature {', '.join(map(str, sorted(unknown)))} in the demo")
    return wanted
