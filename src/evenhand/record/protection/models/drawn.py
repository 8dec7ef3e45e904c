"""Numbers of rows that tell nothing of other rows.

Numbers that run in order tell by their gaps that something was reported which one may not see: a lead who sees reports
41 and 43 knows of a 42, and may well guess at whom it is aimed. So these are drawn.
"""

from __future__ import annotations

import secrets

from django.db import models

LEAST = 10**9
BEYOND = 10**10
"""Ten digits: short enough to be read out, and two of ten thousand rows agree less than once in a hundred firms."""
LEAST_OF_MANY = 10**14
BEYOND_OF_MANY = 10**15
"""Fifteen digits, which JSON still carries whole: for rows that come by the ten thousand."""


def drawn() -> int:
    """A number for a row that people may name to each other."""
    return LEAST + secrets.randbelow(BEYOND - LEAST)


def drawn_of_many() -> int:
    """A number for a row that stands within another one."""
    return LEAST_OF_MANY + secrets.randbelow(BEYOND_OF_MANY - LEAST_OF_MANY)


class Drawn(models.Model):
    """A row whose number is drawn at random: its order is that of its times."""

    id = models.BigAutoField(primary_key=True, default=drawn)

    class Meta:
        abstract = True


class DrawnOfMany(models.Model):
    """The same for rows within another one."""

    id = models.BigAutoField(primary_key=True, default=drawn_of_many)

    class Meta:
        abstract = True
