"""Phrases of time that only Cantonese has; they come before the rules it shares with Mandarin."""

from __future__ import annotations

import re

from evenhand.knowledge.language.deadlines.meaning import Grammar, Surroundings, grammar
from evenhand.knowledge.language.deadlines.zh import (
    AROUND as SHARED,
)
from evenhand.knowledge.language.deadlines.zh import (
    D,
    N,
    W,
    business_end,
    coming_weekday,
    count,
    near_day,
    past,
    rule,
    rules,
    unclear,
)
from evenhand.knowledge.language.shape import Variety

RULES = (
    rule(
        "gone_yue",
        rf"(?:寻|琴|噚|擒|大前|前|昨)[日晚](?:晚)?|上个?(?:{W}|月){D}?|今朝(?=[我你佢打先都已]|$)|旧年|头先|啱啱|"
        rf"(?:{N}|几|成)个?(?:钟头?|{W}|月|日|年)(?:之)?前|(?:等|嘥|用|搞|倾|迟|过)(?:咗|足|左)(?:成)?(?:{N}|半|几|好多)个?(?:几|半)?(?:钟头?|{W}|月|日|年|分钟)",
        past,
        absolute=True,
    ),
    rule("day_end_yue", r"(?:收工|放工|放学|收铺|收档)(?:之|以)?前|(?:eod|cob)(?![a-z])", business_end),
    rule(
        "near_day_yue",
        r"(?P<near>听[日朝晚早]|后[日晚朝]|大后日|今晚|今日)(?:一早|日头)?(?P<within>之内|以内|内)?",
        near_day,
    ),
    rule("coming_weekday", rf"(?:嚟紧|黎紧|来紧)(?:呢|个|嗰)?个?{W}(?P<name>{D})", coming_weekday),
    rule(
        "vague_yue", rf"(?:嚟紧|呢|迟)(?:几|两)(?:日|个{W})|过(?:多)?几日|迟啲|第日|几日内|(?:几|十几)个钟内", unclear
    ),
    rule(
        "count_yue",
        rf"(?P<half>(?!))?(?P<n>半|{N})(?P<unit>个钟头?|个字|分钟)(?P<how>(?:之|以)?内|(?:之|以)?后)",
        count,
    ),
)

AROUND = Surroundings(
    glue=SHARED.glue,
    limit_before=re.compile(
        SHARED.limit_before.pattern + r"|(?:最迟|喺|响|要喺|赶喺|唔好迟过|唔迟过|起码|限你哋?)(?:系|係|到)?\Z"
    ),
    limit_after=re.compile(r"(?:[日号])?(?:或)?(?:(?:之|以)?前|截止|到期|为止|(?:以|之)?内)"),
    leading=re.compile(r"(?:喺|响|到|等|在|于)\Z"),
    never_before=re.compile(r"(?:每个?|逢|自从?|从|由|打|隔)\Z"),
    never_after=re.compile(r"(?:(?:之|以)?后|起|开始|嗰阵|果阵|嘅时候|嗰次|嘅(?:会|email|单|货|电话|发票|信))"),
    told=re.compile(r"(?<!应承)(?<!讲好)(?<!话好)(?<!答应)(?<!讲)(?<!讲明)[咗过左]|已经|曾经|当时|啱啱|头先|落单|本来|原本|都未|仲未|一直|嗰阵"),
)


def build(_variety: Variety) -> Grammar:
    """The grammar of Cantonese."""
    return grammar("", (*RULES, *rules("either")), AROUND)
