"""Deadlines in text: our own small grammar for English, Chinese, Cantonese and Finnish."""

from evenhand.knowledge.language.deadlines.find import find_deadlines
from evenhand.knowledge.language.deadlines.meaning import Deadline

__all__ = ["Deadline", "find_deadlines"]
