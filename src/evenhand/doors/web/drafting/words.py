"""Words of the draft check on pages: how grave, how many, and refusals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from evenhand.doors.web.conversation import refusals
from evenhand.doors.web.tongues import html_lang
from evenhand.knowledge.drafting.catalogue import by_slug
from evenhand.knowledge.drafting.finding import Finding, Severity
from evenhand.knowledge.drafting.house_rules.page import said
from evenhand.knowledge.drafting.words import page_in
from evenhand.record.replies.house_rules import house_rule

SEVERITIES: dict[Severity, Promise] = {
    Severity.ERROR: pgettext_lazy("finding", "Error"),
    Severity.WARNING: pgettext_lazy("finding", "Warning"),
    Severity.SUGGESTION: pgettext_lazy("finding", "Suggestion"),
}
_SENTENCES: dict[str, str | Promise] = {
    "no-reason": _("Say in a few words why; the reason is kept. Nothing was changed."),
    "too-many": _("So much stands here already that it would be better to write it anew."),
    "no-rule": _("There is no such rule any more. Nothing was changed."),
    "rule-is-off": _("Somebody has switched it off already."),
    "changed": _("The text has changed in the meantime. Look at the findings again."),
    "no-time": _("Choose until when."),
    "reason-for-errors": _("An error is left. Mend it, or say why the reply is to go out as it is; your text is kept."),
    "new-errors": _(
        "The check found something that the page had not shown yet. Look at it before you send; your text is kept."
    ),
}


def refusal(code: str) -> str:
    """The sentence for a refused act on a draft."""
    return str(_SENTENCES[code]) if code in _SENTENCES else refusals.refusal(code)


def page_language() -> str:
    """The language of the page as rules name it."""
    return html_lang(translation.get_language() or "en")


def rule_name(slug: str) -> str:
    """What a rule is called: the first line of its page, without the full stop. The slug of a rule that is gone."""
    own = house_rule(slug)
    if own is not None:
        return said(own, page_language()).rstrip(".。")
    try:
        return page_in(by_slug(slug).slug, page_language()).summary.rstrip(".。")
    except LookupError:
        return slug


def status_of(findings: Iterable[Finding], *, unused: int, is_empty: bool) -> str:
    """One sentence on how the draft stands."""
    if is_empty:
        return gettext("What is worth a second look shows here while you write.")
    counts = Counter(finding.severity for finding in findings)
    counts[Severity.SUGGESTION] += unused
    said = [
        ngettext("%(n)s error", "%(n)s errors", counts[Severity.ERROR]) % {"n": counts[Severity.ERROR]},
        ngettext("%(n)s warning", "%(n)s warnings", counts[Severity.WARNING]) % {"n": counts[Severity.WARNING]},
        ngettext("%(n)s suggestion", "%(n)s suggestions", counts[Severity.SUGGESTION])
        % {"n": counts[Severity.SUGGESTION]},
    ]
    numbers = (counts[Severity.ERROR], counts[Severity.WARNING], counts[Severity.SUGGESTION])
    found = [words for words, number in zip(said, numbers, strict=True) if number]
    if not found:
        return gettext("Nothing to mend. This can go.")
    return gettext("Found: %(what)s.") % {"what": gettext("; ").join(found)}
