"""Whole replies that say no: courtesies, what was asked and what follows are no reason; what goes on is no way out."""

from __future__ import annotations

import pytest

from evenhand.knowledge.drafting.check import check
from evenhand.knowledge.drafting.finding import Severity
from evenhand.knowledge.language.shape import Variety

REASON, WAY = "refusal-without-reason", "refusal-without-alternative"


def missing(language: Variety, draft: str) -> set[str]:
    return {each.slug for each in check(draft, language) if each.slug in (REASON, WAY)}


@pytest.mark.parametrize(
    ("language", "draft"),
    [
        (
            "en",
            "You asked us to waive the fee because you were ill. We are unable to do so. All the best, Ida",
        ),
        (
            "en",
            "I checked with the workshop. We won't be repainting the door. The van will bring it on Monday as booked.",
        ),
        (
            "en",
            "Thank you for your claim. After careful consideration it was rejected. The file is now closed.",
        ),
        (
            "en",
            "The reminder fee has to stay on your account. I know that is not what you hoped for. Max",
        ),
        ("fi", "Hei Sanna, toivoit maksun palautusta, koska olit sairas. Emme voi palauttaa sitä. Terveisin Iida"),
        (
            "fi",
            "Juttelin korjaamon kanssa. Ovea ei maalata uudelleen. Auto tuo sen maanantaina, kuten sovittu.",
        ),
        ("fi", "Kiitos korvaushakemuksestanne. Huolellisen harkinnan jälkeen se on evätty. Käsittely on päättynyt."),
        ("zh-Hant", "歐小姐您好：您希望免收手續費。很抱歉，這個沒辦法。祝 順心"),
        ("zh-Hant", "您的申請經評估不予核准，文件將依規定歸檔。感謝您的理解。保固組 敬上"),
        ("zh-Hans", "欧女士您好，您想免掉手续费，这个我们没法给您办哦。祝您愉快"),
        ("zh-Hans", "您好，门这次补漆补不了。司机周一照订单送过去。"),
        ("yue", "歐小姐你好，你想免手續費，呢樣嘢我哋做唔到㗎。祝你愉快"),
        ("yue", "你好，恕難批准。筆數照舊要清。請配合。"),
    ],
)
def test_a_bare_no_among_courtesies_lacks_both(language: Variety, draft: str) -> None:
    assert missing(language, draft) == {REASON, WAY}


@pytest.mark.parametrize(
    ("language", "draft"),
    [
        ("en", "For technical reasons we cannot repair it here. You can take it to the shop in Elm Street."),
        ("en", "Our system does not allow this change. What I can do: cancel the order and place a new one."),
        ("en", "We can't extend it, as that is our policy. You may start a new trial in May."),
        ("fi", "Teknisistä syistä emme voi korjata sitä täällä. Voitte viedä sen Kuusikadun liikkeeseen."),
        ("fi", "Järjestelmämme ei salli muutosta. Voin perua tilauksen ja tehdä uuden."),
        ("zh-Hant", "因系統限制，我們無法更改。您可以先取消，再重新下單。"),
        ("zh-Hans", "由于公司规定，这个不能退。您可以换成礼品卡。"),
        ("yue", "因為技術問題，我哋整唔到。你可以去第二間舖。"),
    ],
)
def test_a_rule_named_without_what_it_says_is_no_reason(language: Variety, draft: str) -> None:
    assert missing(language, draft) == {REASON}


@pytest.mark.parametrize(
    ("language", "draft"),
    [
        (
            "en",
            "I can't approve 20 percent, my limit for new orders is 8. We could leave out the frame.",
        ),
        (
            "en",
            "Dear tenant, the beam would not carry the weight, so we can't fit a bath. We do install showers.",
        ),
        ("en", "There will be no second visit: both painters are on leave until May. Sam is free from 3 May."),
        (
            "fi",
            "Hyvä asukas, palkki ei kanna ammetta, joten emme voi asentaa sitä. Suihkun voimme asentaa.",
        ),
        ("fi", "Kissa käy, mutta koiraa emme voi ottaa, koska naapurilla on allergia."),
        ("zh-Hant", "樑柱是 1931 年的，承受不了浴缸，所以無法安裝。我們可以改裝淋浴間。"),
        ("zh-Hans", "梁是 1931 年的，承受不了浴缸，所以装不了。可以改装淋浴房。"),
        ("yue", "條樑係1931年嘅，負荷唔到浴缸，所以裝唔到。可以改裝企缸。"),
    ],
)
def test_a_fact_and_a_way_on_pass(language: Variety, draft: str) -> None:
    assert missing(language, draft) == set()


@pytest.mark.parametrize(
    ("language", "draft"),
    [
        ("en", "I cannot thank you enough for the photographs."),
        ("en", "It won't be long, I promise."),
        ("en", "There will be no extra charge for this."),
        ("en", "We can't rule out an error on our side."),
        ("fi", "En voi kyllin kiittää kuvista."),
        ("fi", "Teidän ei tarvitse tehdä mitään."),
        ("zh-Hant", "您的申請已經核准了。"),
        ("zh-Hans", "抱歉，这次给您带来不便。"),
        ("zh-Hans", "酒店不提供接机服务。"),
        ("yue", "我哋唔收手續費。"),
    ],
)
def test_thanks_promises_and_what_others_do_are_no_refusal(language: Variety, draft: str) -> None:
    assert missing(language, draft) == set()


def test_what_stands_below_the_letter_is_no_reason() -> None:
    assert REASON in missing("en", "We cannot take the printer back. You can sell it through us.\nWarranty desk")


def test_many_refusals_in_one_sentence_are_looked_at_only_so_far() -> None:
    assert missing("en", "we cannot refund it, the " * 300)


def warned(language: Variety, draft: str) -> set[str]:
    found = check(draft, language)
    return {each.slug for each in found if each.slug in (REASON, WAY) and each.severity is not Severity.SUGGESTION}


@pytest.mark.parametrize(
    ("language", "draft"),
    [
        ("en", "The loan ran to 4 May, and the book came on 19 May. We cannot waive the charge."),
        ("fi", "Kirja palautettiin 19.5. ja eräpäivä oli 4.5. Emme voi poistaa maksua."),
        ("zh-Hant", "這本書5月19日才還。滯納金我們無法免除。"),
        ("zh-Hans", "这本书5月19日才还。滞纳金我们无法免除。"),
    ],
)
def test_a_dated_fact_before_the_refusal_is_its_reason(language: Variety, draft: str) -> None:
    assert REASON not in missing(language, draft)


def test_a_day_behind_the_refusal_or_of_our_own_talk_is_no_reason() -> None:
    assert REASON in missing("en", "We cannot waive the charge. It will be collected on 4 May.")
    assert REASON in missing("en", "I spoke with the library this morning. We cannot waive the charge.")


@pytest.mark.parametrize(
    ("language", "draft"),
    [
        ("en", "I won't repeat the insults here. The report is attached."),
        ("en", "We will not tolerate threats on the phone."),
        ("fi", "En kirjoita syyttääkseni, vaan jotta sovimme laskusta."),
        ("fi", "Emme hyväksy uhkailua asiakaspalvelussa."),
        ("zh-Hant", "您的話我沒有辦法繼續聽下去。"),
        ("zh-Hans", "现在不能先下结论。"),
        ("yue", "你唔換亦得，價錢一樣。"),
    ],
)
def test_a_limit_to_conduct_or_a_choice_left_refuses_nothing(language: Variety, draft: str) -> None:
    assert not missing(language, draft)


@pytest.mark.parametrize(
    ("language", "draft"),
    [
        ("en", "We cannot lend the hall, as it is booked, but the small room stands empty."),
        ("en", "We cannot repair the pump because the shaft is bent. A new one costs 90 euros."),
        ("fi", "Emme voi vuokrata salia, koska se on varattu, mutta pikkusali on tyhjillään."),
        ("zh-Hant", "因為場地已有人登記，我們無法出借，不過小教室是空的。"),
        ("zh-Hans", "因为场地已有人登记，我们无法出借，不过小教室是空的。"),
    ],
)
def test_a_weak_way_out_is_a_suggestion(language: Variety, draft: str) -> None:
    assert WAY not in warned(language, draft)


def test_without_any_way_out_it_stays_a_warning() -> None:
    assert WAY in warned("en", "We cannot lend the hall, as it is booked. Thank you for your understanding.")
