"""The exceptions of this package."""


class UnreadableDate(ValueError):
    """Raised when a text holds no full, real date, or more than one."""


class UnknownLegislature(ValueError):
    """Raised when a number is no legislature that this project covers."""


class IncompleteQuestion(ValueError):
    """Raised when a question lacks what makes it one: number, author, date or text."""


class BrokenLanding(ValueError):
    """Raised when a landing file holds a complete line that is no record."""


class BadDecision(ValueError):
    """Raised when a decision about a ministry label cannot be followed."""
