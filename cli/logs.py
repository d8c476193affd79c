"""Where log lines and notices go: standard error, above the progress bar when there is one."""

import logging

from rich.console import Console
from rich.logging import RichHandler


def start_logging(verbose: bool) -> Console:
    """Send log lines of WARNING and above (INFO when verbose) to standard error; return the console they go to."""
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    handler = _handler(console)
    handler.setLevel(logging.INFO if verbose else logging.WARNING)
    root = logging.getLogger()
    for old in root.handlers[:]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(handler.level)
    return console


def is_verbose() -> bool:
    """Return whether the running command was asked to tell all."""
    return logging.getLogger().isEnabledFor(logging.INFO)


def say(console: Console, text: str) -> None:
    """Print a notice as it is: no markup, no wrapping."""
    console.print(text, markup=False)


def _handler(console: Console) -> logging.Handler:
    if console.is_terminal:
        return RichHandler(console=console, show_path=False, log_time_format="%H:%M:%S")
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s", "%H:%M:%S"))
    return handler
