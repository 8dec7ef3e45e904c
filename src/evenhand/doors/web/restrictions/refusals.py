"""Why something about warnings and restrictions could not be done, as a sentence that says what to do instead."""

from __future__ import annotations

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenhand.doors.web.conversation.refusals import also

SENTENCES: dict[str, str | Promise] = {
    "whom": _("Say whom it is about: one person, or a whole customer."),
    "whom-incident": _("That incident was with somebody else. Choose one with this person, or none."),
    "no-reason": _("Write the reason, in words that the person may read."),
    "reason-long": _("The reason is too long for a letter. Say it in fewer words."),
    "happened-ahead": _("It cannot have happened on a day that is still ahead."),
    "merit-missing": _("First put on record what the complaint itself is worth. Nobody is restricted before that."),
    "merit-open": _("We still owe them something without a plan. Settle it, or plan it, before you restrict anybody."),
    "merit-asked": _("Write what they asked for."),
    "merit-words": _("Choose one of the answers."),
    "merit-long": _("That is too long. Say it in fewer words."),
    "merit-owed": _("Write what we owe them."),
    "merit-nothing": _("You chose that we owe nothing, and wrote down something that we owe. Take one of the two out."),
    "merit-planned": _("Say by when: a day that is still ahead, or one of our promises."),
    "merit-promise": _("That is no promise of ours to this customer. Choose another."),
    "warning-missing": _("First warn them. Only after a threat or a blow is that not needed."),
    "warn-not-allowed": _("Leads and managers warn; the policy lets you do it alone only at certain severities."),
    "warning-ended": _("This warning has ended already."),
    "not-decider": _("Another role decides this, by the firm’s policy. Ask somebody who holds it."),
    "kind": _("Choose what is to apply."),
    "kind-channel": _("Choose the channel that is left to them."),
    "kind-member": _("Choose the colleague who answers them."),
    "kind-hours": _("Choose at least one day, and hours that end later than they begin."),
    "from-past": _("It cannot begin in the past. Choose today or later."),
    "until-past": _("The last day cannot lie before the first, nor in the past."),
    "until-longer": _("It lasts until then anyway. Choose a day after its present last day, or none."),
    "until-sooner": _(
        "In part means that it ends sooner. Choose a day from today on that lies before its present last day."
    ),
    "review-past": _("Choose a day ahead on which it is looked at again."),
    "review-far": _("That is too far off. The policy says how soon it has to be looked at again, six months at most."),
    "review-late": _("It has ended by then. Choose a day for the next look that is not after its last day."),
    "overlap": _(
        "One of this kind stands on them already at that time, or on somebody of the same firm. See the list."
    ),
    "letter-empty": _("The letter needs a subject and a text."),
    "letter-long": _("The letter is too long."),
    "letter-appeal": _("The letter has to say how to appeal. Leave ‹appeal› where the personal link is to stand."),
    "sent-already": _("This very letter went out a moment ago. Nothing was sent a second time."),
    "letter-address": _("Write the mail address that the letter goes to."),
    "restriction-ended": _("It has ended already. Nothing was changed; reload the page to see how."),
    "turn": _("Choose what comes of it, and the day of the next look."),
    "no-words": _("Nothing was written. Say in a few words what is not right."),
    "words-long": _("That is too long. 10,000 characters fit."),
    "appeal-waiting": _("There is an appeal already that has not been decided. Nothing was changed."),
    "appeal-message": _("That message is by somebody else."),
    "appeal-decided": _("Somebody has decided it already. Reload the page to see how."),
    "four-eyes": _("Whoever restricted or extended does not decide on the appeal. A second manager has to."),
    "outcome": _("Choose what comes of it."),
    "no-changes": _("Write what changes for them."),
    "employer-not-allowed": _("Leads and managers write to the firm of a customer."),
    "employer-kind": _("Choose whether you ask or tell."),
    "no-firm": _("We know no firm of theirs."),
    "no-restriction": _("There is no restriction of this person to tell of."),
    "no-asks": _("Write what you ask them for."),
    "answer-past": _("Choose a day ahead by which you hope for an answer."),
    "answered-already": _("Their answer is on record already."),
}

FIELDS = {
    "happened-ahead": "happened", "no-reason": "reason", "reason-long": "reason", "merit-asked": "asked",
    "merit-owed": "owed",
    "merit-nothing": "owed", "merit-planned": "planned_for", "merit-promise": "commitment", "kind": "kind",
    "kind-channel": "channel", "kind-member": "member", "kind-hours": "days", "from-past": "from_day",
    "until-past": "until_day", "until-longer": "until_day", "until-sooner": "until_day", "review-past": "review_day",
    "review-far": "review_day", "review-late": "review_day", "turn": "review_day", "outcome": "outcome",
    "no-changes": "changes",
    "employer-kind": "kind", "no-restriction": "kind", "no-asks": "asks", "answer-past": "answer_day",
    "letter-address": "to", "letter-empty": "text", "letter-long": "text", "letter-appeal": "text",
}  # fmt: skip
"""The field that a refusal is about, where it is about one."""

refusal = also(SENTENCES)


def refuse(form: forms.Form, code: str) -> None:
    """Say it beside the field that it is about, else above the form."""
    field = FIELDS.get(code)
    form.add_error(field if field in form.fields else None, str(refusal(code)))
