"""What a reading found, in the member's language: codes come in, words and whole sentences go out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

Words = Mapping[str, str | Promise]

MANNERS: Words = {
    "civil": _("civil"),
    "heated": _("heated"),
    "abusive": _("abusive"),
    "threatening": _("threatening"),
    "unclear": _("unclear"),
}
MANNER_SENTENCES: Words = {
    "civil": _("The tone is civil."),
    "heated": _("The tone is heated: hot at the matter, without an attack on a person."),
    "abusive": _("The message attacks a person. That is not part of anybody's work."),
    "threatening": _("The message threatens somebody. Tell your manager; do not answer alone."),
    "unclear": _("Whether the tone is fair or hurtful cannot be said from the words alone."),
}
TARGETS: Words = {
    "staff": _("the people who serve"),
    "company": _("our company"),
    "product": _("the product or the matter"),
    "other": _("somebody else"),
    "none": _("nobody"),
}
TARGET_SENTENCES: Words = {
    "staff": _("It is aimed at the people who serve."),
    "company": _("It is aimed at our company, not at a person."),
    "product": _("It is aimed at the product or the matter, not at a person."),
    "other": _("It is aimed at somebody outside our company."),
    "none": _("It is aimed at nobody."),
}
DEMANDS: Words = {
    "none": pgettext_lazy("demand", "nothing asked"),
    "reasonable": pgettext_lazy("demand", "reasonable"),
    "unclear": pgettext_lazy("demand", "unclear"),
    "unreasonable": pgettext_lazy("demand", "beyond reason"),
}
DEMAND_SENTENCES: Words = {
    "none": _("Nothing is asked for."),
    "reasonable": _("What they ask for is an ordinary thing to ask."),
    "unclear": _("Whether the request is fair cannot be said from this message alone; the contract may tell."),
    "unreasonable": _("The request goes beyond what a contract gives."),
}
ASKS: Words = {
    "fix": _("Put something right"),
    "refund": _("Money back"),
    "information": _("An answer or a document"),
    "call": _("A call or a meeting"),
    "update": _("News of how far it is"),
    "discount": _("A lower price"),
    "other": _("Something else"),
}
KINDS: Words = {
    "insult": _("insult"),
    "degrading": _("degrading words"),
    "appearance": _("remark on somebody's looks"),
    "family": _("attack on somebody's family"),
    "discrimination": _("attack on origin, sex, faith, age or health"),
    "sexual": _("sexual remark"),
    "violence": _("threat of violence"),
    "doxxing": _("threat against somebody's private life"),
    "contempt": _("contempt"),
    "profanity": _("swear words"),
    "publicity": _("going public"),
    "legal": _("legal steps"),
    "cancel": _("leaving as a customer"),
    "persistence": _("asking again"),
    "ultimatum": _("ultimatum"),
    "blame_shift": _("blame put on others alone"),
    "beyond_contract": _("more than the contract gives"),
    "physical": _("report of a blow"),
}
REASONS: Words = {
    "insult-at-staff": _("An insulting or degrading word is aimed at the people who serve."),
    "contempt-at-staff": _("Somebody's ability or worth is belittled."),
    "slur": _("Somebody is attacked for origin, sex, faith, age, health or looks."),
    "family-attacked": _("Somebody's family is dragged into it."),
    "sexual-remark": _("There is a sexual remark or demand."),
    "threat-of-harm": _("Somebody's body, life or home is threatened."),
    "private-life": _("Somebody is threatened with being found, followed or exposed in private."),
    "veiled-threat": _("Consequences are hinted at without being named."),
    "swearing": _("There is swearing at the matter, not at a person."),
    "angry-words": _("There are strong words of anger about the matter."),
    "lawful-step": _("A review, a complaint higher up, legal steps or leaving is announced: every customer's right."),
    "ultimatum": _("A condition is set, with a consequence."),
    "persistence": _("The same thing is asked again although it was answered."),
    "shifts-blame": _("The writer refuses any part in a matter that has two sides."),
    "beyond-contract": _("Something is demanded that no contract gives."),
    "blow-reported": _("A blow, a push or spitting is reported."),
    "like-an-attack": _("No listed word: it reads like messages that people judged to attack somebody. Please look."),
    "second-look": _("The first look was in doubt, so a slower reader was asked as well; the tone rests on both."),
    "quoted-only": _("Harsh words occur, but they are quoted or reported, not said."),
    "unknown-language": _("The language is none that is read here."),
    "nothing-to-read": _("There are no words of the writer's own."),
    "read-in-part": _("The message is longer than what is analysed; the rest was not read."),
    "repeat-ask": _("They ask again for what they asked before."),
    "no-answer": _("Earlier messages stand unanswered."),
    "waiting": _("They say how long they have waited, or that they still wait."),
    "deadline": _("They set a time by which it must be done."),
    "escalation": _("They name a superior, a lawyer, the public or the end of the contract."),
    "capitals": _("Words are written in capitals."),
    "exclamation": _("There are several exclamation or question marks."),
    "pace": _("Several messages came within hours."),
    "insult": _("There is an attack on a person."),
    "threat": _("There is a threat of harm."),
    "thanks": _("They say thanks; that cools."),
    "apology": _("They apologise or take a word back; that cools."),
    "blames-us": _("They say that we did it."),
    "names-our-failure": _("They say what we did not do, did late or did wrongly."),
    "reads-like-blame": _("No listed word: it reads like messages that blame the firm."),
}
_SWEARING_HEATS = _("There are swear words.")
# Which kinds of quoted words stand behind a reason.
QUOTED_BY: Mapping[str, frozenset[str]] = {
    "insult-at-staff": frozenset({"insult", "degrading"}),
    "contempt-at-staff": frozenset({"contempt"}),
    "slur": frozenset({"discrimination", "appearance"}),
    "family-attacked": frozenset({"family"}),
    "sexual-remark": frozenset({"sexual"}),
    "threat-of-harm": frozenset({"violence"}),
    "private-life": frozenset({"doxxing"}),
    "swearing": frozenset({"profanity"}),
    "lawful-step": frozenset({"publicity", "legal", "cancel"}),
    "ultimatum": frozenset({"ultimatum"}),
    "persistence": frozenset({"persistence"}),
    "shifts-blame": frozenset({"blame_shift"}),
    "beyond-contract": frozenset({"beyond_contract"}),
    "blow-reported": frozenset({"physical"}),
}
LANGUAGES: Words = {
    "en": _("English"),
    "fi": _("Finnish"),
    "zh-Hant": _("Chinese, Traditional"),
    "zh-Hans": _("Chinese, Simplified"),
    "yue": _("Cantonese"),
    "und": _("not known"),
}
# Short marks for dense lists, each in its own script.
LANGUAGE_MARKS = {"en": "EN", "fi": "FI", "zh-Hant": "繁", "zh-Hans": "简", "yue": "粵", "und": ""}
LEVELS: Words = {
    "tolerant": _("The mail breaks the rules of mail. Its text was read with care; parts may be missing."),
    "headers": _("Only sender, subject and time could be read. The original is kept and can be downloaded."),
}
PROBLEMS: Words = {
    "unreadable": _("The text could not be read at all."),
    "too-many-parts": _("It has more parts than are looked at."),
    "too-deep": _("Its parts are nested deeper than is looked at."),
    "no-boundary": _("It does not say where its parts begin and end."),
    "html-too-deep": _("Its web page is nested deeper than is looked at; only the text was kept."),
    "cut": _("The text is longer than what is kept; its end is missing."),
    "unknown-charset": _("It names an encoding that is not known; some characters may be wrong."),
    "broken-charset": _("Its characters do not fit the encoding that it names; some may be wrong."),
    "broken-header": _("Some lines of its head are broken."),
    "too-many-headers": _("Its head has more lines than are looked at."),
    "header-block-cut": _("Its head is longer than what is kept."),
    "header-cut": _("A line of its head is longer than what is kept."),
    "no-date": _("It does not say when it was sent."),
    "bad-date": _("Its date makes no sense."),
    "date-from-received": _("Its date was taken from the mail servers that carried it."),
    "no-text": _("It holds no text."),
    "encrypted": _("It is encrypted; only its head could be read."),
    "wrapped": _("The mail itself was a file inside another mail."),
    "full-stopped": _("Reading it took too long; a simpler way was used."),
    "tolerant-stopped": _("Reading its text took too long."),
}


def word(words: Words, code: str) -> str:
    """The word for a code; a code without one stands for itself, so that nothing is swallowed."""
    return str(words.get(code, code))


def reason(code: str, *, heats: bool = False) -> str:
    """The sentence for a reason code; `heats` where it is given for a temperature."""
    return str(_SWEARING_HEATS) if heats and code == "swearing" else word(REASONS, code)


def heat_reasons(codes: Iterable[str]) -> list[str]:
    """The sentences behind a temperature."""
    return [reason(code, heats=True) for code in codes]


def temperature_sentence(step: int, word_of_step: str, *, has_reasons: bool) -> str:
    """The temperature in a sentence; where nothing heats it, that is said."""
    sentence = gettext("This message is %(word)s: %(step)s on a scale from 0 to 4.")
    said = sentence % {"word": word_of_step, "step": step}
    calm = gettext("Nothing in it pushes.")
    return said if has_reasons else f"{said} {calm}"


def hidden_kind(kinds: Iterable[str]) -> str:
    """What hidden words are, from the kinds found in them: "insult; contempt"."""
    named = [word(KINDS, kind) for kind in dict.fromkeys(kinds)]
    return gettext("; ").join(named) or gettext("hurtful words")


def problem(code: str) -> str:
    """What was wrong with a mail, from a code such as "unknown-charset:x-foo"."""
    return word(PROBLEMS, code.partition(":")[0])


def fault_sentence(our_fault: Mapping[str, Any]) -> str:
    """Whether the writer says that we are to blame; never whether we are."""
    if our_fault.get("claimed"):
        return gettext("They say that the fault is ours. Whether it is, people decide.")
    return gettext("They do not say that the fault is ours.")
