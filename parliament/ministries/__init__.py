"""Ministries of the governments since 2007: the register, and what a label means on a day."""

from parliament.ministries.labels import clean_label, split_pair
from parliament.ministries.nearness import nearest
from parliament.ministries.resolution import SHORTENED, Resolution, resolve

__all__ = ["SHORTENED", "Resolution", "clean_label", "nearest", "resolve", "split_pair"]
