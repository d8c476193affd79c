"""Small edits of a made-up text, in what is stored and in what a reader reads alike."""

from demo.dice import Dice
from demo.texts import Text

_CLOSING = ("</p>", "<br>")


def at_the_start(text: Text, dice: Dice) -> Text:
    """Change the first words, which the excerpt of a list shows."""
    words = f"À nouveau saisi par {2 + dice.below(997)} communes, "
    head = "<p>" if text.stored.startswith("<p>") else ""
    return Text(head + words + text.stored.removeprefix(head), words + text.plain)


def at_the_end(text: Text, dice: Dice) -> Text:
    """Add a sentence at the end, inside the last paragraph."""
    words = f" Ce nombre a été porté à {2 + dice.below(9998)}."
    tail = next((tag for tag in _CLOSING if text.stored.endswith(tag)), "")
    return Text(text.stored.removesuffix(tail) + words + tail, text.plain + words)
