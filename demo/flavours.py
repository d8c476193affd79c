"""What differs from one legislature's site to the next: two layouts were seen, 13's and 16's, and two lie between."""

from collections.abc import Callable
from dataclasses import dataclass

from demo.titles import title_13, title_later


@dataclass(frozen=True, slots=True, kw_only=True)
class Flavour:
    """The habits of one site; ``elsewhere`` is the host that gets what this one does not know, None: 404."""

    legislature: int
    title: Callable[[str], str]
    prefix: str
    old_layout: bool
    dates_swallow_questions: bool
    alert_by: str | None
    suffix: str
    open_comments: bool
    elsewhere: str | None

    @property
    def no_break_questions(self) -> bool:
        """Tell whether question texts get ``&nbsp;``: not where they go through the date formatter."""
        return not self.dates_swallow_questions

    def question_path(self, number: int) -> str:
        return f"{self.prefix}/question/QE/{number}"


FLAVOURS = {
    13: Flavour(
        legislature=13,
        title=title_13,
        prefix="",
        old_layout=True,
        dates_swallow_questions=True,
        alert_by=None,
        suffix="",
        open_comments=True,
        elsewhere=None,
    ),
    14: Flavour(
        legislature=14,
        title=title_later,
        prefix="/14",
        old_layout=False,
        dates_swallow_questions=True,
        alert_by="email",
        suffix="",
        open_comments=False,
        elsewhere="https://2007-2012.nosdeputes.fr",
    ),
    15: Flavour(
        legislature=15,
        title=title_later,
        prefix="/15",
        old_layout=False,
        dates_swallow_questions=False,
        alert_by="e-mail",
        suffix=" - NosDéputés.fr",
        open_comments=False,
        elsewhere="https://2012-2017.nosdeputes.fr",
    ),
    16: Flavour(
        legislature=16,
        title=title_later,
        prefix="/16",
        old_layout=False,
        dates_swallow_questions=False,
        alert_by="e-mail",
        suffix=" - NosDéputés.fr",
        open_comments=False,
        elsewhere="https://2017-2022.nosdeputes.fr",
    ),
}
