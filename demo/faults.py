"""Faults on request, as the real sites have them now and then.

The answers are JSON; an order concerns the site of the port it is sent to, or every site with ``"all": true``:

    POST /demo/faults {"share": 0.05, "kinds": ["500", "timeout"], "seed": 1}
        spoils that share of the answers from here on; which ones, and how, depends on the seed and on how many requests
        came since. Without "kinds", all of them. A kind that cannot spoil an answer (``{}`` for a page of HTML, latin-1
        for plain ASCII) gives way to another of the kinds asked for. robots.txt and /demo/* are spared. {"share": 0}
        ends it. "seconds": how long a timeout holds the connection (2); "retry_after": how many seconds to say (1).
    POST /demo/faults {"mode": "down"}
        every connection is closed without an answer, robots.txt's too; {"mode": "busy"}: every answer is 503;
        {"mode": "storm"}: every answer is 500; {"mode": "up"}: the end of it (a share of faults stays). With
        "after_requests": N the mode begins after N more requests, with "for_requests": M it ends by itself M later.
    GET  /demo/faults
        {"mode", "share", "kinds", "seed", "injected": [{"request": 1…, "path", "kind"}, …]}; the answer to every POST,
        too. Setting a share starts "injected" afresh; a mode's answers are not among them.

Kinds: "500"; "timeout" (the connection is held, then dropped); "truncated" (Content-Length is more than what comes);
"error-page-200" (an error page of HTML with status 200, whatever was asked for); "latin-1" (the bytes of a database
that speaks Windows-1252, under a header that says UTF-8); "empty-json" (``{}`` with status 200); "redirect-elsewhere"
(302 to another host); "retry-after" (503 with Retry-After). What a fault spoils stays sound in the server's cache.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from demo.answer import Answer, redirect
from demo.dice import Dice
from demo.errors import UnknownKind

KINDS = (
    "500", "timeout", "truncated", "error-page-200", "latin-1", "empty-json", "redirect-elsewhere", "retry-after",
)  # fmt: skip
MODES = ("up", "down", "busy", "storm")
# A host no crawl may follow to: the name is reserved, so nothing answers there.
ELSEWHERE = "https://www.nosdeputes.invalid"
_OOPS = (
    "<html><head><title>Erreur</title></head><body><h1>Oups ! Une erreur est survenue</h1>"
    "<p>Le serveur a rencontré un problème, merci de revenir plus tard.</p></body></html>"
)


class Faults:
    """Decides for one site which answers are spoilt; ``seconds`` is how long a timeout holds a connection."""

    known = KINDS

    def __init__(self) -> None:
        self.mode = "up"
        self.spoil()

    def spoil(
        self,
        share: float = 0.0,
        kinds: Iterable[str] | None = None,
        seed: int = 1,
        seconds: float = 2.0,
        retry_after: int = 1,
    ) -> None:
        """Spoil that share of the answers from here on; raise UnknownKind for a wrong kind."""
        self.share, self.seed, self.seconds, self.retry_after = share, seed, seconds, retry_after
        self.kinds = self.known if kinds is None else tuple(kinds)
        if unknown := set(self.kinds) - set(self.known):
            raise UnknownKind(f"no kind of fault {', '.join(sorted(unknown))}; known: {', '.join(self.known)}")
        self.injected: list[dict[str, Any]] = []
        self._requests = 0

    def set_mode(self, mode: str) -> None:
        """Take the whole site down, or up again; raise UnknownKind for a wrong mode."""
        check_mode(mode)
        self.mode = mode

    def draw(self, path: str, answer: Answer) -> str | None:
        """Return the kind of fault that spoils this answer, None for most."""
        if path == "/robots.txt":
            return None
        self._requests += 1
        dice = Dice(self.seed, "fault", self._requests)
        kinds = [kind for kind in self.kinds if self.fits(kind, answer)]
        if dice.below(100_000) >= self.share * 100_000 or not kinds:
            return None
        kind = dice.pick(kinds)
        self.injected.append({"request": self._requests, "path": path, "kind": kind})
        return kind

    def fits(self, kind: str, answer: Answer) -> bool:
        """Tell whether a fault can happen to an answer."""
        match kind:
            case "latin-1":
                return answer.status == 200 and not answer.body.isascii()
            case "empty-json":
                return answer.body.startswith("{")
            case "truncated":
                return len(answer.body) > 1
        return True

    def report(self) -> dict[str, Any]:
        known = {"mode": self.mode, "share": self.share, "kinds": list(self.kinds), "seed": self.seed}
        return known | {"injected": self.injected}

    def spoilt(self, kind: str, path: str, answer: Answer) -> Answer:
        """Return the answer as the fault leaves it; a timeout and a truncated body happen on the wire."""
        match kind:
            case "500":
                return Answer(_OOPS, 500)
            case "error-page-200":
                return Answer(_OOPS)
            case "latin-1":
                return replace(answer, encoding="cp1252")
            case "empty-json":
                return Answer("{}")
            case "redirect-elsewhere":
                return redirect(ELSEWHERE + path)
            case "retry-after":
                return Answer(_OOPS, 503, headers={"Retry-After": str(self.retry_after)})
            case "timeout" | "truncated":
                return answer
        raise UnknownKind(f"no kind of fault {kind}")


def check_mode(mode: str) -> None:
    """Raise UnknownKind for a wrong mode."""
    if mode not in MODES:
        raise UnknownKind(f"no mode {mode!r}; known: {', '.join(MODES)}")


def whole_site(mode: str) -> Answer:
    """Return what every address answers while the site is busy or in a storm."""
    return Answer(_OOPS, 503 if mode == "busy" else 500)
