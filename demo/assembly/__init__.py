"""The Assembly's own side of the made-up corpus: its open data, its pages, and what it says of each question.

Of the legislatures that NosDéputés knows it tells of the same questions, but for a few recorded differences; the
nights of those sites do not reach it. Legislature 17 is its own.
"""
