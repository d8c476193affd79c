"""What no real site has: the record of requests, changes, nights, the clock and faults, under ``/demo/``."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Protocol

from demo.agenda import Agenda
from demo.chamber import Chamber
from demo.errors import DemoError
from demo.faults import Faults, check_mode
from demo.nights import Nights
from demo.watch import Watch

_CHANGEABLE = frozenset({"answered", "closed_on", "reason", "comments", "question_html", "answer_html"})

Said = tuple[dict[str, Any], int]


class Controlled(Protocol):
    """A site as the controls see it."""

    chamber: Chamber
    watch: Watch
    agenda: Agenda
    faults: Faults


class Controls:
    """Answers ``/demo/`` on every port; the nights are those of all sites."""

    def __init__(self, nights: Nights):
        self.nights = nights
        self.sites: list[Controlled] = []

    def answer(self, site: Controlled, method: str, path: str, asked: dict[str, Any]) -> Said:
        """Return what to say, as JSON, and the status."""
        known: Mapping[tuple[str, str], Callable[[Controlled, dict[str, Any]], dict[str, Any]]] = {
            ("GET", "/demo/requests"): lambda site, _: site.watch.report(site.chamber.legislature),
            ("POST", "/demo/forget"): self._forget,
            ("POST", "/demo/change"): self._change,
            ("POST", "/demo/night"): self._night,
            ("GET", "/demo/nights"): lambda *_: self._told(self.nights.changes),
            ("POST", "/demo/clock"): self._clock,
            ("POST", "/demo/faults"): self._faults,
            ("GET", "/demo/faults"): lambda site, _: site.faults.report(),
        }
        control = known.get((method, path))
        if control is None:
            return {"error": f"no {method} {path}"}, 404
        try:
            return control(site, asked), 200
        except KeyError as error:
            return {"error": error.args[0]}, 404
        except (DemoError, TypeError, ValueError) as error:
            return {"error": f"{error}"}, 400

    def _forget(self, site: Controlled, _: dict[str, Any]) -> dict[str, Any]:
        site.watch.forget()
        return {}

    def _change(self, site: Controlled, asked: dict[str, Any]) -> dict[str, Any]:
        """Change a question: ``{"number": 47001, "closed_on": "2012-06-19", "answer_html": "…", "answered": true}``."""
        number, fields = asked.pop("number", 0), dict(asked)
        if not fields.keys() <= _CHANGEABLE:
            raise ValueError(f"only {sorted(_CHANGEABLE)} can be changed")
        if fields.get("closed_on"):
            fields["closed_on"] = date.fromisoformat(fields["closed_on"])
        site.chamber.change(number, **fields)
        return {}

    def _night(self, site: Controlled, asked: dict[str, Any]) -> dict[str, Any]:
        after = asked.pop("after_requests", None)
        if after is None:
            return self._told(self.nights.pass_nights(**asked))
        self.nights.check(**asked)
        site.agenda.after(int(after), lambda: self.nights.during(**asked))
        return self._told([])

    def _clock(self, _: Controlled, asked: dict[str, Any]) -> dict[str, Any]:
        self.nights.clock.move(float(asked.get("hours", 0)))
        return self._told([])

    def _told(self, changes: list[Any]) -> dict[str, Any]:
        return {
            "night": self.nights.night,
            "now": self.nights.clock.now.isoformat(),
            "today": f"{self.nights.today}",
            "waiting": sum(len(site.agenda) for site in self.sites),
            "changes": [change.told() for change in changes],
        }

    def _faults(self, site: Controlled, asked: dict[str, Any]) -> dict[str, Any]:
        everywhere = bool(asked.pop("all", False))
        mode = {name: asked.pop(name) for name in ("mode", "after_requests", "for_requests") if name in asked}
        for each in self.sites if everywhere else [site]:
            if asked:
                each.faults.spoil(**asked)
            if mode:
                _set_mode(each, **mode)
        return site.faults.report()


def _set_mode(site: Controlled, mode: str, after_requests: int = 0, for_requests: int | None = None) -> None:
    check_mode(mode)
    if after_requests:
        site.agenda.after(after_requests, lambda: site.faults.set_mode(mode))
    else:
        site.faults.set_mode(mode)
    if for_requests is not None:
        site.agenda.after(after_requests + for_requests, lambda: site.faults.set_mode("up"))
