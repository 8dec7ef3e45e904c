"""The message that is answered, quoted below the answer, with a line that says who wrote it and when.

The line is in the language of the letter, as mail programs write it there; Cantonese is one of them, so the forms
stand here and not in the catalogues of the pages.
"""

from __future__ import annotations

from zoneinfo import ZoneInfo

from evenhand.knowledge.language.parts import parts
from evenhand.knowledge.language.text import fold
from evenhand.record.conversations.models import Message
from evenhand.record.outbox.addressing import one_line
from evenhand.record.people.queries import workspace

LONGEST = 20_000
_OWN = frozenset({"greeting", "body", "signature"})
_FORMS = {
    "en": "On {day} {month_name} {year} at {time}, {who} wrote:",
    "fi": "{who} kirjoitti {day}.{month}.{year} klo {finnish_time}:",
    "zh-Hant": "{who} 於 {year}年{month}月{day}日 {time} 寫道：",
    "zh-Hans": "{who} 于 {year}年{month}月{day}日 {time} 写道：",
    "yue": "{who} 喺 {year}年{month}月{day}號 {time} 寫：",
}
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip


def quoted(message: Message, language: str) -> str:
    """Their own words, each line after "> ", under a line in the letter's language; "" where they wrote none.

    What they quoted themselves is left out: they have it.
    """
    lines = quoted_lines(message.text)
    return f"{_attribution(message, language)}\n{lines}" if lines else ""


def quoted_lines(text: str) -> str:
    """How the words of this text stand in an answer that quotes it; "" where there are none."""
    return "\n".join(f"> {line}".rstrip() for line in own_words(text[:LONGEST]).splitlines())


def own_words(text: str) -> str:
    """A text without what its writer quotes or forwards."""
    return "".join(text[part.start : part.end] for part in parts(fold(text)) if part.kind in _OWN).strip()


def _attribution(message: Message, language: str) -> str:
    at = message.at.astimezone(ZoneInfo(workspace().timezone or "UTC"))
    who = one_line(message.sender_name) or message.sender_address
    form = _FORMS.get(language, _FORMS["en"])
    return form.format(
        who=who, day=at.day, month=at.month, month_name=_MONTHS[at.month - 1], year=at.year,
        time=f"{at:%H:%M}", finnish_time=f"{at.hour}.{at:%M}",
    )  # fmt: skip
