"""``python -m cli``, and the console script ``questions``."""

import sys


def main() -> None:
    """Run the command line; Ctrl-C ends in one line even while its parts are still being imported."""
    try:
        # Scrapy and pandas take a second to import, in which an impatient Ctrl-C falls.
        from cli.main import main as run

        run()
    except KeyboardInterrupt:
        print("questions: interrupted", file=sys.stderr)  # noqa: T201
        sys.exit(130)


if __name__ == "__main__":
    main()
