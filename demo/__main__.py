"""``python -m demo`` serves the made-up sites."""

from demo.site import main

if __name__ == "__main__":
    main()
