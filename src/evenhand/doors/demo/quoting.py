"""How mail clients quote the message that is answered, in each language: the shapes that real mail has."""

from __future__ import annotations

from datetime import datetime

from evenhand.doors.demo.story import Told

_OUTLOOK = {
    "en": ("From", "Sent", "To", "Subject"),
    "fi": ("Lähettäjä", "Lähetetty", "Vastaanottaja", "Aihe"),
    "zh-Hant": ("寄件者", "寄件日期", "收件者", "主旨"),
    "zh-Hans": ("发件人", "发送时间", "收件人", "主题"),
}
_FINNISH_DAYS = ("ma", "ti", "ke", "to", "pe", "la", "su")
_HAN_DAYS = "一二三四五六日"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def quoted(answered: Told, client: str, language: str) -> str:
    """The text that the client puts under (or over) the answer; empty for the client "none"."""
    script = "zh-Hant" if language == "yue" else language
    if client == "none":
        return ""
    if client == "outlook":
        return "\n" + _outlook_head(answered, script) + "\n\n" + answered.body
    if client == "qq":
        return (
            "\n------------------ 原始邮件 ------------------\n"
            + _outlook_head(answered, "zh-Hans")
            + "\n\n"
            + answered.body
        )
    return "\n" + _attribution(answered, client, script) + "\n\n" + _arrows(answered.body)


def _arrows(body: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in body.rstrip().splitlines()) + "\n"


def _outlook_head(answered: Told, script: str) -> str:
    sender, sent, to, subject = _OUTLOOK[script]
    colon = ":" if script in {"en", "fi"} else "："
    receivers = "; ".join(f"{name} <{address}>" for name, address in answered.to)
    return "\n".join(
        (
            f"{sender}{colon} {answered.sender[0]} <{answered.sender[1]}>",
            f"{sent}{colon} {_long_date(answered.date, script)}",
            f"{to}{colon} {receivers}",
            f"{subject}{colon} {answered.subject}",
        )
    )


def _attribution(answered: Told, client: str, script: str) -> str:
    name, address = answered.sender
    at, day = answered.date, answered.date.weekday()
    clock = f"{at:%H:%M}"
    if client == "netease":
        return f'在 {at:%Y-%m-%d %H:%M:%S}，"{name}" <{address}> 写道：'
    if script == "fi":
        if client == "gmail":
            return f"{_FINNISH_DAYS[day]} {at.day}.{at.month}.{at.year} klo {at:%H.%M} {name} <{address}> kirjoitti:"
        return f"{name} <{address}> kirjoitti {at.day}.{at.month}.{at.year} klo {at:%H.%M}:"
    if script == "en":
        if client == "thunderbird":
            return f"On {at.day}/{at.month}/{at:%y} {clock}, {name} wrote:"
        if client == "apple":
            return f"On {at.day} {_MONTHS[at.month - 1]} {at.year}, at {clock}, {name} <{address}> wrote:"
        return f"On {_DAYS[day]}, {_MONTHS[at.month - 1]} {at.day}, {at.year} at {clock}, {name} <{address}> wrote:"
    wrote, on = ("寫道：", "於") if script == "zh-Hant" else ("写道：", "于")
    if client == "apple":
        return f"在 {at.year}年{at.month}月{at.day}日，{clock}，{name} <{address}> {wrote}"
    week = "週" if script == "zh-Hant" else "周"
    date = f"{at.year}年{at.month}月{at.day}日 {week}{_HAN_DAYS[day]} {clock}"
    return f"{name} <{address}> {on} {date} {wrote}"


def _long_date(at: datetime, script: str) -> str:
    if script == "fi":
        return f"{at.day}. {at.month}. {at.year} {at:%H.%M}"
    if script == "en":
        return f"{_DAYS[at.weekday()]} {at.day} {_MONTHS[at.month - 1]} {at.year} {at:%H:%M}"
    return f"{at.year}年{at.month}月{at.day}日 {at:%H:%M}"
