"""Spiders: which page next. They neither select in pages nor clean what was read."""
