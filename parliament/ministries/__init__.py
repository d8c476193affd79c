"""Ministries of the governments since 2007: the register, and what a label means on a day."""

from parliament.ministries.nearness import nearest
from parliament.ministries.pairs import split_pair
from parliament.ministries.resolution import SHORTENED, Resolution, resolve

__all__ = ["SHORTENED", "Resolution", "nearest", "resolve", "split_pair"]
