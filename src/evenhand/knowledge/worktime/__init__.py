"""Working time: when a firm is open, when something is due, and whose time passed while a case was open."""

from evenhand.knowledge.worktime.arithmetic import NeverOpen, add, between, due, end_of_business, is_open, next_open
from evenhand.knowledge.worktime.calendar import Hours, ShortDay, WorkingCalendar
from evenhand.knowledge.worktime.clock import CaseClock, Oddity, OddityCode, Spent, Wait, Waited, case_clock
from evenhand.knowledge.worktime.course import Turn, course_of
from evenhand.knowledge.worktime.delay import Delay, delay

__all__ = [
    "CaseClock",
    "Delay",
    "Hours",
    "NeverOpen",
    "Oddity",
    "OddityCode",
    "ShortDay",
    "Spent",
    "Turn",
    "Wait",
    "Waited",
    "WorkingCalendar",
    "add",
    "between",
    "case_clock",
    "course_of",
    "delay",
    "due",
    "end_of_business",
    "is_open",
    "next_open",
]
