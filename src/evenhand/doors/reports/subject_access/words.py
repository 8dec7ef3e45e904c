"""Codes of the file as words, and the labels of its values, in the language it is made in."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Word = str | Promise

ROLES: dict[str, Word] = {
    "agent": _("Agent"), "lead": _("Team lead"), "manager": _("Manager"), "finance": _("Finance"),
    "wellbeing": _("Wellbeing"), "administrator": _("Administrator"),
}  # fmt: skip
WORDS: dict[str, dict[str, Word]] = {
    "from": {"you": _("this person"), "us": _("us"), "other": _("somebody else"), "note": _("a note among us")},
    "party": {"us": _("promised by us"), "them": _("promised by them")},
    "manner_read": {
        "civil": _("civil"), "heated": _("heated"), "abusive": _("abusive"), "threatening": _("threatening"),
        "unclear": _("unclear"),
    },
    "severity": {
        "discontent": pgettext_lazy("severity", "Discontent"), "aggression": pgettext_lazy("severity", "Aggression"),
        "abuse": pgettext_lazy("severity", "Abuse"), "threat": pgettext_lazy("severity", "Threat"),
        "blow": pgettext_lazy("severity", "A blow"),
    },
    "demand": {
        "fair": pgettext_lazy("what was asked for", "fair"),
        "unclear": pgettext_lazy("what was asked for", "borderline"),
        "unfair": pgettext_lazy("what was asked for", "not fair"),
    },
    "manner": {
        "acceptable": pgettext_lazy("how it was asked for", "acceptable"),
        "borderline": pgettext_lazy("how it was asked for", "borderline"),
        "unacceptable": pgettext_lazy("how it was asked for", "not acceptable"),
    },
    "ours": {
        "no": pgettext_lazy("fault", "not ours"), "unclear": pgettext_lazy("fault", "not clear yet"),
        "yes": pgettext_lazy("fault", "ours, at least in part"),
    },
    "kind": {
        "one-channel": _("One channel is left"), "one-contact": _("One person here is left"),
        "set-hours": _("Set hours are left"), "no-abuse": _("Abusive messages get no answer"),
        "end": _("We no longer deal with them"),
        "apology": _("They apologised."), "taken-back": _("They took back what they had said."),
        "other": _("They made it good in another way."),
        "stop": _("To stop dealing with them"), "switch": _("To do something else for a while"), "rest": _("A rest"),
        "talk": _("To talk to somebody"), "legal": _("Support for legal steps"),
        "pause": _("Put it aside for two hours"), "answer-later": _("Answer later"), "hand-over": _("Hand it over"),
        "warn": _("Warn them"), "refuse": _("Refuse what they ask"), "refund": _("Give money back"),
        "ask": _("We asked their firm for facts or help"), "tell": _("We told their firm what applies"),
    },
    "outcome": {
        "kept": _("goes on"), "lifted": _("lifted"), "granted": _("granted"), "in-part": _("granted in part"),
        "refused": _("not granted"),
    },
    "standing": {
        "nothing": _("We owe nothing."), "settled": _("What we owed is settled."),
        "planned": _("What we owe is planned."), "open": _("What we owe is open."),
    },
    "ended_by": {
        "answered": pgettext_lazy("alert", "answered"), "handed-on": pgettext_lazy("alert", "handed on"),
        "unanswered": pgettext_lazy("alert", "not answered in time; it went on to the next person"),
        "withdrawn": pgettext_lazy("alert", "taken back"),
    },
    "decision": {
        "backed": _("You were right, and I stand behind you"), "take-over": _("I take it over"),
        "speak": _("Let us talk first"), "warn": _("The customer gets a warning"),
        "restrict": _("We restrict how the customer may reach us"), "authorities": _("We bring in the authorities"),
        "fix": _("We put right what is our fault"), "granted": _("Granted"), "nothing": _("Nothing more for now"),
    },
    "what": {"view": _("saw it"), "reveal": _("opened hidden words"), "export": _("took a pack of it")},
    "by": {"you": _("this person"), "colleague": _("a colleague")},
    "route": {"line": _("to the lead and the managers"), "second": _("to whoever looks after wellbeing")},
    "channel": {
        "mail": pgettext_lazy("channel", "Mail"), "phone": pgettext_lazy("channel", "On the phone"),
        "meeting": pgettext_lazy("channel", "Face to face"), "chat": pgettext_lazy("channel", "Chat"),
        "video": pgettext_lazy("channel", "Video call"), "other": pgettext_lazy("channel", "Elsewhere"),
    },
    "role_shown": ROLES, "roles": ROLES,
    "yes": {"True": _("yes"), "False": _("no")},
}  # fmt: skip
LABELS: dict[str, Word] = {
    "from": _("From"), "subject": _("Subject"), "channel": _("Channel"), "manner_read": _("Tone, as it was read"),
    "language_read": _("Language, as it was read"), "erased_at": _("Content erased"), "party": _("Who promised"),
    "due_at": _("Due"), "ended_at": _("Ended"), "title": _("Title"), "severity": _("How grave"),
    "demand": _("Was it a fair thing to ask for?"), "manner": _("Was the manner acceptable?"),
    "ours": _("Our fault"),
    "kind": _("What it is"),
    "until": _("Until"), "review_at": _("Looked at again on"), "outcome": _("What came of it"),
    "standing": _("What we owe"), "decided_at": _("Decided"), "read_at": _("Read"), "delivered_at": _("Delivered"),
    "ended_by": _("How it ended"), "decision": _("Decision"), "what": _("What they did"), "by": _("Who"),
    "route": _("Who was told"), "name": _("Name"), "address": _("E-mail"), "customer": _("Customer"),
    "roles": _("Roles"), "teams": _("Teams"), "time_zone": _("Time zone"), "incident": _("Incident"),
    "is_backed": _("Allowed in advance"), "answered_at": _("Answered"),
    "kept_apart": _("Messages kept out of the queue"),
    "step": _("Step"), "message": _("Message"), "conversation": _("Conversation"), "role_shown": _("Shown as"),
    "recipients": _("Given to"),
    "in_a_day": _("In the last 24 hours"), "in_a_week": _("In the last 7 days"),
    "in_a_month": _("In the last 28 days"), "last_at": _("The last one"),
}  # fmt: skip
HISTORY: dict[str, Word] = {
    "member.signed-in": _("Signed in."), "member.joined": _("Joined."), "member.left": _("Left."),
    "member.profile-set": _("Changed their own settings."), "member.password-changed": _("Changed the password."),
    "member.reset-made": _("A link for a new password was made."),
    "member.password-reset": _("Set a new password by link."),
    "member.second-factor-set": _("Switched the second step on."),
    "member.second-factor-removed": _("The second step was switched off."),
    "member.recovery-codes-made": _("Made new recovery codes."),
    "member.recovery-code-used": _("Used a recovery code."),
    "member.file-asked": _("Asked for a file of what is held on them."),
    "member.file-made": _("A file of what is held on them was made."),
    "member.file-taken": _("Took out what is held on them."),
    "member.file-ended": _("A file of what is held on them was removed."),
    "role.granted": _("Was given the role %(role)s."), "role.revoked": _("No longer has the role %(role)s."),
}  # fmt: skip
TEXTS: dict[str, Word] = {
    "text": "", "words": _("In their words"), "reason": _("Why"), "quotations": _("Words that were quoted"),
    "asked": _("What was asked for"), "answered": _("What was answered"), "owed": _("What we owe"),
    "line": _("In your words"), "answer": _("Their answer"), "note": _("Note"), "letter": _("Letter"),
}  # fmt: skip
"""The values that are words as they were written, and what they are called; a message goes without saying."""


def word(key: str, value: Any) -> str:
    """The word for a code; the value itself where it is none."""
    known = WORDS["yes"] if isinstance(value, bool) else WORDS.get(key, {})
    return str(known.get(str(value), value))
