"""The codes of the reasons that a reading gives; doors turn them into sentences in four languages."""

from __future__ import annotations

MANNER_CODES = {
    "insult-at-staff": "A word of insult or degradation is aimed at the people who serve.",
    "contempt-at-staff": "Belittles somebody's ability or worth, with or without a swear word.",
    "slur": "Attacks somebody for origin, sex, faith, age, health or looks.",
    "family-attacked": "Drags somebody's family into it.",
    "sexual-remark": "A sexual remark or demand.",
    "threat-of-harm": "Threatens somebody's body, life or home.",
    "private-life": "Threatens to find, follow or expose somebody in private.",
    "veiled-threat": "Hints at consequences without naming them.",
    "swearing": "Swears at the matter, not at a person.",
    "angry-words": "Strong words of anger about the matter.",
    "lawful-step": "Announces a review, a complaint higher up, legal steps or leaving: every customer's right.",
    "ultimatum": "Sets a condition with a consequence.",
    "persistence": "Asks again what has been answered more than once.",
    "shifts-blame": "Refuses any part in a matter that has two sides.",
    "beyond-contract": "Demands what no contract gives: free work, a dismissal, a humiliation.",
    "blow-reported": "Reports that somebody was struck, pushed or spat at.",
    "like-an-attack": "Holds no listed word, but reads like messages that people judged to attack somebody.",
    "second-look": "The first look was in doubt; a second one, by an encoder of meaning, was taken into account.",
    "quoted-only": "Harsh words occur, but quoted, reported or denied.",
    "unknown-language": "The language is none that is read here.",
    "nothing-to-read": "There is no text of the writer's own.",
    "read-in-part": "The text is longer than what is analysed; the rest was not read.",
}
TEMPERATURE_CODES = {
    "repeat-ask": "Asks again for what was asked before.",
    "no-answer": "Earlier messages of the conversation stand unanswered.",
    "waiting": "Says how long the wait has been, or that it goes on.",
    "deadline": "Sets a time by which it must be done.",
    "ultimatum": "Sets a condition with a consequence.",
    "escalation": "Names a superior, a lawyer, the public or the end of the contract.",
    "capitals": "Words written in capitals.",
    "exclamation": "Several exclamation or question marks.",
    "pace": "Several messages within hours.",
    "angry-words": "Strong words of anger about the matter.",
    "swearing": "Swear words.",
    "insult": "An attack on a person.",
    "threat": "A threat of harm.",
    "thanks": "Thanks; this cools.",
    "apology": "An apology or a word taken back; this cools.",
}
OUR_FAULT_CODES = {
    "blames-us": "Says that we did it.",
    "names-our-failure": "Says what we did not do, did late or did wrongly.",
    "reads-like-blame": "Holds no listed word, but reads like messages that blame the firm.",
}

MANNER_REASONS: frozenset[str] = frozenset(MANNER_CODES)
TEMPERATURE_REASONS: frozenset[str] = frozenset(TEMPERATURE_CODES)
OUR_FAULT_REASONS: frozenset[str] = frozenset(OUR_FAULT_CODES)
REASONS: frozenset[str] = MANNER_REASONS | TEMPERATURE_REASONS | OUR_FAULT_REASONS
