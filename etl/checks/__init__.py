"""Checks of what a load is about to write: whether the data, taken together, is what a healthy crawl brings."""
