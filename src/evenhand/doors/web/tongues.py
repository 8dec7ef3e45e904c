"""The languages of the pages: how each calls itself, and how HTML names it."""

from __future__ import annotations

ENDONYMS = {"en": "English", "zh-hant": "繁體中文", "zh-hans": "简体中文", "fi": "suomi"}
_HTML = {"zh-hant": "zh-Hant", "zh-hans": "zh-Hans", "yue": "yue-Hant-HK", "und": ""}
HONG_KONG_ZONES = frozenset({"Asia/Hong_Kong", "Asia/Macau"})


def html_lang(code: str) -> str:
    """The BCP 47 tag for a language of pages or of readings; empty for undetermined."""
    return _HTML.get(code.lower(), code)


def page_lang(language: str, timezone: str) -> str:
    """The page's own tag: people who work in Hong Kong get its letter forms."""
    if language == "zh-hant" and timezone in HONG_KONG_ZONES:
        return "zh-Hant-HK"
    return html_lang(language)
