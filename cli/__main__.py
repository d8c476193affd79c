"""``python -m cli`` is the console script ``questions``."""

from cli.main import main

main()
