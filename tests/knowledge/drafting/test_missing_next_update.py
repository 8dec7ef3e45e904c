"""A matter that Ada leaves open, with and without the time of her next word."""

from __future__ import annotations

import pytest

from evenhand.knowledge.drafting.catalogue import by_slug
from evenhand.knowledge.drafting.check import check
from evenhand.knowledge.drafting.finding import Severity
from evenhand.knowledge.language.shape import Variety

RULE = by_slug("missing-next-update")


def is_found(language: Variety, draft: str) -> bool:
    return bool(check(draft, language, rules=[RULE()]))


@pytest.mark.parametrize(
    ("language", "draft"),
    [
        ("en", "I have put your note in front of the dentist and he is going to have a look at it. Get well soon."),
        ("en", "We've started a search with the carrier and will let you know as soon as we hear something."),
        ("en", "Your report has been forwarded to maintenance. Until then please keep the window closed."),
        ("en", "They're tracing the box and haven't come back to me. Have a nice weekend!"),
        ("fi", "Avasin asiasta tapauksen talousosastolle, joka tutkii sitä. Hyvää viikonloppua!"),
        ("fi", "Vein viestinne lääkärille ja hän katsoo sitä."),
        ("fi", "Aloitimme etsinnän ja ilmoitamme heti, kun kuulemme jotain."),
        ("zh-Hant", "您的留言我已經拿給醫師，他會看一看。"),
        ("zh-Hant", "零件一到我們就會跟您聯絡。"),
        ("zh-Hant", "您的申請仍在審核中，資料都齊全。"),
        ("zh-Hans", "我已经给您登记了工单，由财务部调查。"),
        ("zh-Hans", "他们在查，还没回我。祝您周末愉快！"),
        ("yue", "我已經幫你開咗case，由會計部跟進。"),
        ("yue", "倉庫check緊，遲啲再聯絡你。"),
    ],
)
def test_what_was_handed_on_or_begun_is_open(language: Variety, draft: str) -> None:
    assert is_found(language, draft)


@pytest.mark.parametrize(
    ("language", "draft"),
    [
        ("en", "I've put your note in front of the dentist. She will call you tomorrow before noon."),
        ("en", "We have passed your kind words on to the whole team."),
        ("en", "Have you filed a report with the airline?"),
        ("fi", "Vein viestinne lääkärille, ja hän soittaa teille huomenna."),
        ("zh-Hant", "您的留言我已經拿給醫師，他明天上午會打電話給您。"),
        ("zh-Hans", "谢谢您的耐心等待，款已经退回了。"),
        ("yue", "倉庫check緊，聽日朝早我打畀你。"),
    ],
)
def test_a_time_of_our_word_or_nothing_open_passes(language: Variety, draft: str) -> None:
    assert not is_found(language, draft)


@pytest.mark.parametrize(
    ("language", "draft"),
    [
        ("en", "Thank you for the photos of the fence. They show the broken post well. We will replace the post soon."),
        ("fi", "Kiitos aidan kuvista. Rikkinäinen tolppa näkyy niissä hyvin. Vaihdamme tolpan mahdollisimman pian."),
        ("zh-Hant", "謝謝您寄來的圍籬照片。斷掉的柱子拍得很清楚。我們會盡快更換柱子。"),
        ("zh-Hans", "谢谢您寄来的围栏照片。断掉的柱子拍得很清楚。我们会尽快更换柱子。"),
    ],
)
def test_a_whole_reply_without_any_time_gets_a_suggestion(language: Variety, draft: str) -> None:
    (found,) = check(draft, language, rules=[RULE()])
    assert (found.kind, found.severity) == ("untimed", Severity.SUGGESTION)


@pytest.mark.parametrize(
    "draft",
    [
        "We will replace the post soon.",
        "Thank you for the photos of the fence. They show the broken post well. We will replace the post on 4 May.",
        "Thank you for the photos of the fence. They show the broken post well. I have refunded the fee.",
    ],
)
def test_a_turn_of_a_chat_and_what_has_a_time_or_is_done_get_none(draft: str) -> None:
    assert not is_found("en", draft)
