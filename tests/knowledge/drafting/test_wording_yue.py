"""Cantonese as people in Hong Kong type it at work: short slips that each rule finds, and good sentences that pass."""

from __future__ import annotations

import pytest

from evenhand.knowledge.drafting.check import check
from evenhand.knowledge.drafting.draft import Audience


def told(text: str, audience: Audience = Audience.CUSTOMER) -> set[str]:
    return {each.slug for each in check(text, "yue", audience)}


@pytest.mark.parametrize(
    ("slug", "text"),
    [
        ("blaming-customer", "係你自己冇睇清楚收據背面嘅退換條款。"),
        ("blaming-customer", "閣下未有依時繳付按金，以致座位未能保留。"),
        ("blaming-customer", "Email我哋上星期已經send咗，係你冇check inbox。"),
        ("blaming-customer", "如果你一早交齊文件，而家就唔使等咁耐。"),
        ("proving-oneself-right", "我由頭到尾都冇講過包送貨。"),
        ("proving-oneself-right", "道理上你係企唔住腳嘅。"),
        ("proving-oneself-right", "我哋一再提醒你要預留兩星期。"),
        ("sarcasm", "你咁熟行情，不如你自己嚟做經理啦。"),
        ("sarcasm", "你嘅時間就係時間，我哋嘅就唔係。"),
        ("heat", "我哋嘅忍耐已經去到極限。"),
        ("heat", "你當我哋係乜嘢，隨傳隨到？"),
        ("contempt", "睇得出你對IT一竅不通。"),
        ("contempt", "呢個道理三歲細路都明。"),
        ("dismissive", "五十蚊啫，使唔使咁計較呀？"),
        ("dismissive", "其他客都冇投訴，應該係你個人感覺。"),
        ("admits-liability-before-facts", "一定係我哋條喉爆先浸到你樓下。"),
        ("admits-liability-before-facts", "你因為呢件事蝕咗幾多，我哋都會賠返畀你。"),
        ("absolute-guarantee", "呢個系統永遠都唔會死機。"),
        ("absolute-guarantee", "跟咗我哋個course實會合格。"),
        ("unfair-restriction", "再講粗口我哋就block咗你個number。"),
        ("unfair-restriction", "我會叫所有同事唔好聽你電話。"),
        ("unbacked-claim", "你簽約嗰陣已經清楚知道有最低消費。"),
        ("unbacked-claim", "如之前所講，運費由你負責。"),
        ("internal-leak", "老細話可以俾到七折，但唔好一開始就講。"),
        ("internal-leak", "阿Sam：個客信得過咩？查下佢公司先。"),
        ("no-owner", "維修部會安排。"),
        ("vague", "過兩日再同你講。"),
        ("evasive", "關於你嘅提問，我哋會小心考慮。"),
        ("evasive", "由於技術性原因，暫停服務。"),
    ],
)
def test_a_slip_is_found_however_it_is_put(slug: str, text: str) -> None:
    assert slug in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "就算唔係你錯，都去同個客講聲對唔住啦。",
        "佢要你企喺度道歉，你就照做啦，唔好嘈。",
        "受少少委屈啫，唔好咁小氣。",
    ],
)
def test_an_order_to_bow_is_found_among_colleagues(text: str) -> None:
    assert "forced-apology" in told(text, Audience.INTERNAL)


@pytest.mark.parametrize(
    "text",
    [
        "你張單漏咗一件，我今日補寄。",  # what went wrong with a thing is as often ours
        "你唔記得帶單都唔緊要，報電話號碼就得。",  # and what does not matter is no blame
        "你confirm咗個樣之後我哋先印，所以唔使急。",
        "想改方案定保留舊方案，由你決定，兩個價錢都喺附件。",
        "我上封信講得唔清楚，我再解釋一次：三月底前都可以改期。",
        "我上次講錯咗價錢，啱嘅係$480。",
        "多謝你耐心等咗三個星期，零件今日終於到咗。",
        "明白你好嬲，換著係我都會；師傅今朝9點已經出發。",
        "唔識用唔緊要，我今日四點打俾你，一步步教你。",
        "老人家用唔慣個app，可以打俾我，我幫佢預約。",
        "今次係我哋入錯數量，多收咗你$240，今日已經退返。",
        "測漏報告3月18號先有，喺之前我未可以講係邊個嘅責任。",
        "我哋冇辦法保證永遠唔會再斷線，不過多咗一條後備線。",
        "系統偵測到異常登入，所以鎖咗戶口，驗證之後即刻開返。",
        "麻煩你唔好同其他人講你個密碼。",
        "成本升咗，所以下個月起加價$20。",
        "你唔使特登上嚟一趟，我今日寄掛號俾你。",  # what saves the reader a way waves nothing away
        "我唔覺得係你嘅問題，個設計的確容易撳錯。",
        "傷口已經好好多，3月18號可以拆線。",
        "你個仔可能對花生敏感，建議3月20號嚟做皮膚測試。",
        "唔夠電芯可以去超市買，AA嗰種就得。",
        "我哋已經block咗你張舊卡，新卡3月16號前寄到。",
        "終身會員都有九折，優惠到3月31號。",
        "我唔方便喺電話講病歷，請帶身份證嚟。",
    ],
)
def test_a_good_sentence_passes(text: str) -> None:
    assert told(text) <= {"no-owner", "vague"}


@pytest.mark.parametrize(
    "text",
    [
        "地址係我哋入錯，麻煩你打俾林生講聲唔好意思，同講埋新嘅送貨日子。",
        "如果有客人發脾氣，唔好同佢拗，請當值主任處理。",
        "佢再講粗口，你講一次提示就可以收線，之後轉俾我。",
    ],
)
def test_what_a_good_leader_writes_passes(text: str) -> None:
    assert "forced-apology" not in told(text, Audience.INTERNAL)
