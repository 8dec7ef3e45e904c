"""Decisions, requests, acts, ends and refusals as words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from evenhand.doors.web.conversation.refusals import OTHERWISE
from evenhand.record.protection.models import ActKind, Alert, Answer, Request

Word = str | Promise
DECISIONS: dict[str, tuple[Word, Word]] = {
    Answer.Decision.BACKED: (
        _("You were right, and I stand behind you"),
        _("What they did is backed. They need to do nothing more."),
    ),
    Answer.Decision.TAKE_OVER: (_("I take it over"), _("The conversation moves to you; they are out of it.")),
    Answer.Decision.SPEAK: (_("Let us talk first"), _("You go to them or call them. Say when.")),
    Answer.Decision.WARN: (_("The customer gets a warning"), _("The next page prepares it.")),
    Answer.Decision.RESTRICT: (
        _("We restrict how the customer may reach us"),
        _("The next page prepares it. The complaint itself is looked at first."),
    ),
    Answer.Decision.AUTHORITIES: (_("We bring in the authorities"), _("Police, a lawyer or an inspectorate.")),
    Answer.Decision.FIX: (_("We put right what is our fault"), _("It excuses nothing of how they were treated.")),
    Answer.Decision.GRANTED: (_("Granted"), _("It holds from now on.")),
    Answer.Decision.NOTHING: (_("Nothing more for now"), _("The reason is what they will read. Take care with it.")),
}
REQUESTS: dict[str, tuple[Word, Word]] = {
    Request.Kind.STOP: (_("To stop dealing with them"), _("The conversation is taken off you.")),
    Request.Kind.SWITCH: (_("To do something else for a while"), _("Somebody else goes on with the conversation.")),
    Request.Kind.REST: (_("A rest"), _("Away from the desk, as working time.")),
    Request.Kind.TALK: (_("To talk to somebody"), _("With a person you can trust; you need not know about what yet.")),
    Request.Kind.LEGAL: (_("Support for legal steps"), _("Evidence, time, and somebody who knows how it is done.")),
}
ACTS: dict[str, tuple[Word, Word]] = {
    ActKind.PAUSE: (_("Put it aside for two hours"), _("It comes back by itself.")),
    ActKind.ANSWER_LATER: (_("Answer later"), _("It comes back tomorrow morning.")),
    ActKind.HAND_OVER: (_("Hand it over"), _("It goes back to the queue, for somebody else to take.")),
    ActKind.WARN: (_("Warn them"), _("The next page prepares the warning.")),
    ActKind.END: (_("End the conversation"), _("It is closed, and you need not answer any more.")),
    ActKind.REFUSE: (_("Refuse what they ask"), _("It is on record; you write the refusal.")),
    ActKind.REFUND: (_("Give money back"), _("It is on record; nothing is paid from here.")),
}
DONE: dict[str, Word] = {
    ActKind.PAUSE: _("%(who)s put it aside for a while, to be safe from it."),
    ActKind.ANSWER_LATER: _("%(who)s put the answer off, to be safe from it."),
    ActKind.HAND_OVER: _("%(who)s handed it over, to be safe from it."),
    ActKind.WARN: _("%(who)s decided to warn them."),
    ActKind.END: _("%(who)s ended the conversation."),
    ActKind.REFUSE: _("%(who)s refused what was asked."),
    ActKind.REFUND: _("%(who)s gave money back: %(amount)s."),
}
ENDS: dict[str, Word] = {
    "": pgettext_lazy("alert", "waits for an answer"),
    Alert.End.ANSWERED: pgettext_lazy("alert", "answered"),
    Alert.End.HANDED_ON: pgettext_lazy("alert", "handed on"),
    Alert.End.UNANSWERED: pgettext_lazy("alert", "not answered in time; it went on to the next person"),
    Alert.End.WITHDRAWN: pgettext_lazy("alert", "taken back"),
}
REFUSALS: dict[str, Word] = {
    "answered": _(
        "Somebody else has answered in the meantime. Read their answer; you can add yours. Your text is kept."
    ),
    "withdrawn": _("It was taken back. There is nothing left to answer."),
    "not-asked": _("You were not asked to answer this."),
    "answer-decision": _("Choose what you decide."),
    "answer-reason": _("Write down why. Your colleague reads these words. Nothing was sent."),
    "answer-long": _("That is too long. Shorten it; your text is kept."),
    "hand-on-reason": _("Say in a few words why you hand it on."),
    "hand-on-to": _("This person cannot be asked about it. Choose somebody else."),
    "request-kind": _("Choose what you need."),
    "request-long": _("That is too long. Shorten it; your text is kept."),
    "not-own": _("Only whoever asked can take it back."),
    "act-kind": _("Choose what you want to do."),
    "act-nothing": _("There is no conversation here to do that with."),
    "act-refund": _("Name an amount within what is allowed in advance. Nothing is on record yet."),
    "policy-changed": _("Somebody else has made a new version in the meantime. Look at it, then save yours again."),
    "policy-reason": _("Say why it is decided like this. Whoever acts on it wants to know."),
    "policy-role": _("Choose which role decides on restrictions."),
    "policy-review": _("Restrictions are reviewed after 183 days at most: write a number from 1 to 183."),
    "policy-time": _("Write each time to answer in minutes, from 1 to 43200."),
    "policy-act": _("One of the choices is not known. Reload the page."),
    "policy-refund": _("Name an amount and a currency (EUR, TWD …) wherever money may be given back."),
}


def refusal(code: str) -> str:
    """Why it could not be done, and what to do."""
    return str(REFUSALS.get(code, OTHERWISE))


def decision_word(code: str) -> str:
    """What was decided, in the words of whoever decided it."""
    return str(DECISIONS[code][0]) if code in DECISIONS else code


def request_word(code: str) -> str:
    """What somebody asks for."""
    return str(REQUESTS[code][0]) if code in REQUESTS else code


def act_word(code: str) -> str:
    """What a member may do."""
    return str(ACTS[code][0]) if code in ACTS else code


def end_word(code: str) -> str:
    """How an alert stands."""
    return str(ENDS.get(code, code))
