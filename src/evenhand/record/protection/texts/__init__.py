"""The letters and replies of protection, written by us in four languages: one folder a language, one file a kind."""

from evenhand.record.protection.texts.composing import LANGUAGES, Composed, compose, kinds, letter_language
from evenhand.record.protection.texts.saying import Value, hours, word
from evenhand.record.protection.texts.template import Places, TextError

__all__ = [
    "LANGUAGES",
    "Composed",
    "Places",
    "TextError",
    "Value",
    "compose",
    "hours",
    "kinds",
    "letter_language",
    "word",
]
