"""What can change on the made-up sites overnight, and where each change shows first."""

from dataclasses import dataclass
from datetime import date
from typing import Any

# Where a reader who looks at the roster, the lists, the pages and the documents in this order sees it first.
ROSTER, LIST, PAGE, DOCUMENT = "roster", "list", "page", "document"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change: of a question (``question_id``) or of a deputy (``deputy``, "PA…").

    ``slugs`` names the deputies whose lists are concerned: two for a question that moved to another author, old slug
    first for a renamed deputy.
    """

    kind: str
    legislature: int
    night: int
    on: date
    visible: str
    slugs: tuple[str, ...]
    question_id: str | None = None
    number: int | None = None
    site_id: int | None = None
    deputy: str | None = None

    def told(self) -> dict[str, Any]:
        """Return the change as JSON tells it, without what does not apply."""
        known = {name: getattr(self, name) for name in self.__slots__}
        known |= {"on": self.on.isoformat(), "slugs": list(self.slugs)}
        return {name: value for name, value in known.items() if value is not None}
