"""All writes to conversations, by act; each is one transaction with its ledger entries and jobs."""

from evenhand.record.conversations.correcting import correct
from evenhand.record.conversations.directions import recompute_directions, recompute_if_asked
from evenhand.record.conversations.filing import Filed, file_messages
from evenhand.record.conversations.leaving import member_leaves
from evenhand.record.conversations.readings import ask_to_read_again, keep_parse, keep_reading, reveal
from evenhand.record.conversations.rereading import (
    begin_rereading,
    end_rereading,
    go_on_later,
    keep_batch,
    look_for_new_reader,
    pause_rereading,
)
from evenhand.record.conversations.sending import reply_left, send_again, send_reply, sent_by_hand
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
    "begin_rereading",
    "begin_run",
    "close",
    "correct",
    "end_rereading",
    "end_run",
    "file_messages",
    "go_on_later",
    "hand_over",
    "keep_batch",
    "keep_parse",
    "keep_reading",
    "look_for_new_reader",
    "mark_sent",
    "member_leaves",
    "move_to_team",
    "pause_rereading",
    "recompute_directions",
    "recompute_if_asked",
    "reopen",
    "reply_left",
    "reveal",
    "save_draft",
    "send_again",
    "send_reply",
    "sent_by_hand",
    "set_aside",
    "set_customer",
    "snooze",
    "store",
    "wake",
    "wake_due",
]
