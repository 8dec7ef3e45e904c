"""Traditional Chinese: each slip in several wordings, and what good replies say with the same words."""

from __future__ import annotations

import pytest

from evenhand.knowledge.drafting.check import check
from evenhand.knowledge.drafting.draft import Audience

SLIPS = {
    "blaming-customer": (
        "地址是您自己寫錯的，重寄運費當然由您負擔。",
        "是您沒把話講清楚，設計師只能用猜的。",
        "貴院的護理師沒有照步驟操作，這點我們無法負責。",
        "訂位前為什麼不先看一下取消規定呢？",
        "這種事怪不得別人，是您自己太大意了。",
    ),
    "proving-oneself-right": (
        "事實證明，我們的判斷才是對的。",
        "如果您有仔細讀上一封信，就會知道答案。",
        "您去問任何一位律師，答案都會跟我一樣。",
        "當初堅持要省這筆錢的可是貴公司。",
    ),
    "sarcasm": (
        "真是辛苦您了，還要親自動手按一個按鈕。",
        "看來您比我們工程師還懂呢。",
        "要不要順便幫您泡杯咖啡？",
        "不好意思喔，我們不是 24 小時待命的便利商店。",
    ),
    "heat": (
        "您這樣的態度，我真的沒辦法跟您溝通。",
        "請不要再寄信來煩我們了。",
        "有什麼不滿就去告啊。",
        "我拒絕再跟您討論下去。",
    ),
    "contempt": (
        "這個對您來說可能太難了。",
        "您聽得懂我在說什麼嗎？",
        "我建議找一個比較有程度的人來跟我們談。",
        "付這麼少錢還想要多好的服務？",
    ),
    "dismissive": (
        "別的客人都沒有問題，就您有意見。",
        "聲音本來就會有一點，習慣就好。",
        "很遺憾您有這樣的感受。",
        "每個人都在等，不是只有您。",
    ),
    "admits-liability-before-facts": (
        "您的醫藥費由我們全額負擔。",
        "不用等調查了，一定是我們的問題。",
        "您請專人估價，費用我們出。",
    ),
    "absolute-guarantee": (
        "明年您的營業額肯定翻倍。",
        "任何問題我們都能解決。",
        "這款材料終身不會褪色。",
    ),
    "unfair-restriction": (
        "您再用這種口氣，我們就不處理您的案件了。",
        "您的會員資格取消，以後請到別家消費。",
        "未付清前，您的資料一律不給。",
    ),
    "unbacked-claim": (
        "上次開會大家都沒有意見，所以就定案了。",
        "您在電話中答應要先付訂金。",
        "這件事我們當初有講好。",
    ),
    "internal-leak": (
        "跟他說系統維護中就好，不要講是我們忘記續約。",
        "這家公司快倒了，記得先收款。",
        "我們的底價是八百，先報一千二。",
    ),
    "no-owner": ("工程部會再看看。", "申請書已送出，等上面核准。", "已經反映給總公司了。"),
    "vague": ("可能需要一些時間。", "費用大概不會太多。"),
    "evasive": ("關於原因，我們想強調的是，安全一直是我們的堅持。", "公司有公司的考量，我只能講到這裡。"),
    "forced-apology": ("寫個道歉函給他，反正你說幾句又不會少塊肉。", "這點委屈都受不了，怎麼做服務業？"),
}
CLEAN = (
    "您照說明書第四頁的步驟操作沒有問題，是那一頁的圖印反了。",
    "您提供的統編和公司名稱對不上，方便請您再確認一次嗎？",
    "如果不是您取消的，請先改密碼，再告訴我。",
    "您要的週報我晚了一天，抱歉，原因是資料庫昨天在轉移。",
    "謝謝您的稱讚，我會轉給當天的領隊阿傑，他一定很高興。",
    "電話裡您說了幾句對同事很不客氣的話，這樣的字眼我們沒有辦法接受。",
    "這不是處罰，您也沒有做錯什麼，重設密碼後立刻就能使用。",
    "第一次做根管治療都會緊張，過程約四十分鐘，會先打麻藥。",
    "如果訂金有困難，我們可以把訂單拆成兩批，第一批不需要訂金。",
    "如果您不接受同級品，這兩項可以取消，不影響其他品項的折扣。",
    "屋頂的工程因為這週每天下雨而停工，濕的時候上防水漆會起泡。",
    "我不能保證一定趕得上，但明天中午可以給您確定的答案。",
    "雙方量測的差異是因為量測點不同，款項先保留一成，其餘照合約付款。",
    "我們查到 2 月 28 日的系統更新把兩位會員的方案對調了，這是我們的錯。",
)
CLEAN_TO_COLLEAGUES = (
    "那不是你的錯，道歉的部分只要寫一句：報價單我們晚了一天寄。",
    "客戶說的有一半是對的，我們確實寄錯了型號，麻煩你向他道歉。",
    "如果對方還是一直罵，你可以掛電話，不需要忍，也不用笑著聽。",
    "下午我們一起跟人資談，要不要報警由你決定。",
)


def struck(text: str, audience: Audience) -> set[str]:
    """The rules that find something in a text, suggestions included."""
    return {each.slug for each in check(text, "zh-Hant", audience)}


def warned(text: str, audience: Audience) -> set[str]:
    return {each.slug for each in check(text, "zh-Hant", audience) if each.severity.rank and each.slug in SLIPS}


@pytest.mark.parametrize(("slug", "text"), [(slug, text) for slug, texts in SLIPS.items() for text in texts])
def test_a_slip_is_found_in_many_wordings(slug: str, text: str) -> None:
    assert slug in struck(text, Audience.INTERNAL if slug == "forced-apology" else Audience.CUSTOMER)


@pytest.mark.parametrize("text", CLEAN)
def test_a_good_reply_with_the_same_words_passes(text: str) -> None:
    assert warned(text, Audience.CUSTOMER) == set()


@pytest.mark.parametrize("text", CLEAN_TO_COLLEAGUES)
def test_a_fair_word_to_a_colleague_passes(text: str) -> None:
    assert warned(text, Audience.INTERNAL) == set()
