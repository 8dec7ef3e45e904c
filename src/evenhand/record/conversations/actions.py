"""All writes to conversations, by act; each is one transaction with its ledger entries and jobs."""

from evenhand.record.conversations.directions import recompute_directions, recompute_if_asked
from evenhand.record.conversations.filing import Filed, file_messages
from evenhand.record.conversations.leaving import member_leaves
from evenhand.record.conversations.readings import ask_to_read_again, correct, keep_parse, keep_reading, reveal
from evenhand.record.conversations.storing import beat, begin_run, end_run, set_aside, store
from evenhand.record.conversations.working import (
    NotPossible,
    assign,
    close,
    hand_over,
    move_to_team,
    reopen,
    set_customer,
    snooze,
    wake,
    wake_due,
)
from evenhand.record.conversations.writing import add_note, mark_sent, save_draft

__all__ = [
    "Filed",
    "NotPossible",
    "add_note",
    "ask_to_read_again",
    "assign",
    "beat",
    "begin_run",
    "close",
    "correct",
    "end_run",
    "file_messages",
    "hand_over",
    "keep_parse",
    "keep_reading",
    "mark_sent",
    "member_leaves",
    "move_to_team",
    "recompute_directions",
    "recompute_if_asked",
    "reopen",
    "reveal",
    "save_draft",
    "set_aside",
    "set_customer",
    "snooze",
    "store",
    "wake",
    "wake_due",
]
