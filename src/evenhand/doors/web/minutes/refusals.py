"""Why something about a minute could not be done, as a sentence that says what to do instead."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenhand.doors.web.conversation.refusals import also

SENTENCES: dict[str, str | Promise] = {
    "minute-no-title": _("A minute needs a title. Nothing was saved."),
    "minute-empty": _("There is no text yet. Nothing was saved."),
    "minute-too-long": _("This text is longer than a million characters. Nothing was saved; shorten it or make two."),
    "version-sent": _("People are being asked about this version, so it is frozen. Withdraw it first."),
    "change-needed": _("This text is agreed. Propose a change of it instead."),
    "bad-value": _("The value has to be an amount of zero or more, for example 1200.50."),
    "bad-currency": _("A currency has three letters, for example EUR."),
    "stakeholder-no-name": _("Say the name of the person."),
    "stakeholder-bad-address": _("This is not a mail address. Check how it is written."),
    "stakeholder-twice": _("Somebody with this address is named already."),
    "stakeholder-is-ours": _("This is an address of ours. Choose the colleague from the list of our own people."),
    "stakeholder-removed": _("This person is no longer named in the minute."),
    "nobody-there": _("Name at least one person at the customer: our own word alone is no agreement."),
    "last-there": _("This is the last person at the customer who is asked. Withdraw the version instead."),
    "nothing-to-send": _("There is no new version to send. Rewrite the text or propose a change first."),
    "nothing-to-drop": _("There is no draft to throw away."),
    "not-waiting": _("Nobody is being asked about this minute now."),
    "answered-already": _("This person has answered already."),
    "base-superseded": _(
        "Another version has come into force since you began. Nothing was saved; "
        "compare your text with the version that holds now and propose the change again."
    ),
    "nothing-agreed": _("Nothing is agreed yet, so there is nothing to change. Rewrite the text instead."),
    "change-same": _("The text is the same as the one in force. Change it first."),
    "change-no-why": _("Say why the agreed text should change."),
    "change-no-impact": _("Say what the change does to time, money and scope. Where it does nothing, write that."),
    "no-words": _("Say it in words first."),
    "words-too-long": _("This is longer than 10,000 characters. Nothing was recorded; shorten it and send it again."),
    "too-many-questions": _("You have asked as many questions as one can ask here. Please write a mail."),
    "not-asked": _("You are not asked about this minute now."),
    "question-answered": _("Somebody has answered this question already."),
    "link-used": _("You have decided already."),
    "letter-gone": _("This letter was handed over already. Remind the person to make a new link."),
    "no-colleague": _("Choose a colleague."),
}

refusal = also(SENTENCES)
