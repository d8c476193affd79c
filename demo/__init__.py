"""A small look-alike of the sites, with a made-up corpus, for the demo, the tests and the benchmarks.

Every deputy of it is fictional but one: question 47001 of 21 April 2009 is real, and so is its author.
"""
