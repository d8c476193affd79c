"""The command line: starts a crawl, then a load."""
