"""Item pipelines, one concern each, in the order text, dates, ministries, their counts, people, validation, landing.

They clean a ``QuestionItem`` or a ``DeputyItem`` in place; visits and rejections pass through untouched.
"""
