"""Values for every text of protection, in each language, as they would stand in a real letter."""

from __future__ import annotations

from datetime import UTC, date, datetime

from evenhand.record.protection.texts import Value, kinds

NINE_TO_NOON = [[["09:00", "12:00"]] for _ in range(5)] + [[], []]
_DAYS: dict[str, Value] = {
    "happened": date(2026, 3, 2),
    "from": datetime(2026, 3, 11, 7, tzinfo=UTC),
    "until": datetime(2026, 6, 10, 22, tzinfo=UTC),
    "review": date(2026, 5, 29),
    "reviewed": date(2026, 5, 29),
    "owed_by": date(2026, 3, 20),
    "written": datetime(2026, 3, 11, 9, 30, tzinfo=UTC),
    "received": datetime(2026, 3, 18, 9, 30, tzinfo=UTC),
    "reported": datetime(2026, 3, 18, 9, 30, tzinfo=UTC),
    "requested": datetime(2026, 3, 18, 9, 30, tzinfo=UTC),
    "since": datetime(2026, 3, 18, 9, 30, tzinfo=UTC),
    "answer_by": date(2026, 4, 1),
    "lifted": date(2026, 4, 2),
    "ended": datetime(2026, 4, 14, 21, tzinfo=UTC),
    "due": datetime(2026, 3, 18, 13, 30, tzinfo=UTC),
}
_PLAIN: dict[str, Value] = {
    "role": "manager",
    "decider_role": "lead",
    "channel": "mail",
    "hours": NINE_TO_NOON,
    "address": "appeals@vuorela.example",
    "member_address": "ada@vuorela.example",
    "appeal_link": "https://desk.vuorela.example/appeal/kq3f",
    "link": "https://desk.vuorela.example/alert/12",
}
_WORDS: dict[str, dict[str, Value]] = {
    "en": {
        "contact": "Ms Hale",
        "firm": "Vuorela Oy",
        "customer": "Kestrel Freight Ltd",
        "addressee": "Mr Okafor",
        "member": "Ada Berg",
        "decider": "Bo Lind",
        "name": "Rosa Ek",
        "reason": "In three calls and two e-mails, colleagues of ours were called names that hurt.",
        "owed": "A corrected invoice for February, without the two hours that were entered twice.",
        "asks": "Please let us know whether somebody else can speak for this order until the end of April.",
        "changes": "You can reach us by telephone again, between nine and twelve.",
        "elsewhere": "The consumer ombudsman, https://ombudsman.example",
    },
    "fi": {
        "contact": "Minna Laaksonen",
        "firm": "Vuorela Oy",
        "customer": "Kestrel Freight Ltd",
        "addressee": "Jukka Salmi",
        "member": "Ada Berg",
        "decider": "Bo Lind",
        "name": "Rosa Ek",
        "reason": "Kolmessa puhelussa ja kahdessa sähköpostissa työntekijöitämme nimiteltiin loukkaavasti.",
        "owed": "Korjattu helmikuun lasku ilman kahta tuntia, jotka oli kirjattu kahteen kertaan.",
        "asks": "Kertoisitteko, voiko joku toinen hoitaa tätä tilausta huhtikuun loppuun asti.",
        "changes": "Tavoitatte meidät taas myös puhelimitse kello 9–12.",
        "elsewhere": "kuluttaja-asiamies, https://kuluttaja.example",
    },
    "zh-Hant": {
        "contact": "林淑芬",
        "firm": "Vuorela Oy",
        "customer": "廣達通運",
        "addressee": "陳經理",
        "member": "王怡君",
        "decider": "李柏翰",
        "name": "張雅婷",
        "reason": "三通電話和兩封信裡，我們的同事遭到辱罵。",
        "owed": "更正後的二月份帳單，扣除重複登錄的兩小時。",
        "asks": "請告訴我們，四月底前貴公司是否能由另一位同仁負責這張訂單。",
        "changes": "您又可以在上午九點到十二點打電話給我們。",
        "elsewhere": "消費者保護官，https://consumer.example",
    },
    "zh-Hans": {
        "contact": "林淑芬",
        "firm": "Vuorela Oy",
        "customer": "广达通运",
        "addressee": "陈经理",
        "member": "王怡君",
        "decider": "李柏翰",
        "name": "张雅婷",
        "reason": "三通电话和两封邮件里，我们的同事遭到辱骂。",
        "owed": "更正后的二月份账单，扣除重复登记的两小时。",
        "asks": "请告诉我们，四月底前贵公司能否由另一位同事负责这张订单。",
        "changes": "您又可以在上午九点到十二点给我们打电话。",
        "elsewhere": "消费者协会，https://consumer.example",
    },
}


def values_for(kind: str, language: str, **changed: Value) -> dict[str, Value]:
    """A value for each place of a kind, all optional ones too; the first code of each choice, unless changed."""
    known = _DAYS | _PLAIN | _WORDS[language]
    known["told"] = known["decider"]
    places = kinds()[kind]
    given = {name: known[name] for name in places.needed | places.optional}
    given |= {name: min(codes) for name, codes in places.choices.items()}
    return given | changed
