"""Varieties: what a customer of each place writes is told for what it is, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest
from growth import grows_linearly, repeated
from hypothesis import given
from hypothesis import strategies as st

import evenhand.knowledge.language as language_ring
from evenhand.knowledge.language.document import Part
from evenhand.knowledge.language.shape import Passage
from evenhand.knowledge.language.text import fold
from evenhand.knowledge.language.varieties import main_variety, varieties

EXAMPLES = {
    "en": """
        ok thanks
        Hello
        Where is my order?
        pls call me back asap
        Great!
        This is unacceptable.
        TIA for your reply
        Invoice 123
        What the hell is going on with my server
        The Chung Wing Road branch and Herr Müller's office both say the parcel is lost.
        I ordered from Espoo to Jyväskylä and nothing has come.
        Pending transfer?
    """,
    "fi": """
        Kiitos!
        Hei
        ok kiitti
        ootteko tosissaan, ei oo tullu mitään
        Vitun idiootit
        Missä mun tilaus viipyy?
        Lasku 123 on väärin.
        Soittakaa heti.
        törkeää
        joo ei tää nyt toimi
        No mitä ihmettä
        Reklamaatio tilauksesta 4567
        Hävetkää!
        Tarjous liian kallis
        Ymmärrän.
        Server on taas down, kuka tän hoitaa?
        HYVA\u0308A\u0308 PA\u0308IVA\u0308A\u0308
    """,
    "zh-Hans": """
        好的
        收到
        谢谢
        发票错了，请重新开。
        这批货什么时候到？我已经等了两个星期了。
        着急等着用，快点解决
        重点解决这个问题
        你们这是咋回事，咋办
        没关系，系统联系不上也没关系
        点解锁之后还是不行
        完成日期是哪天？请处理紧急问题，等紧急通知
        请在仲裁前再考虑，过程仲裁委员会会告知。
        喇叭坏了，你们来修吗
        早点知道就好了
        這里 software 的 bug 还没修好，customer 们都在等
    """,
    "zh-Hant": """
        謝謝
        我們
        發票錯了，請重新開。
        麻煩您儘快處理這個問題，謝謝。
        關於此事，係貴公司之責任。
        我找了客服他說「唔好意思」就掛了電話，這是什麼態度
        點解鎖之後還是不行
        過程中仲裁委員會已經說明了
        好啦好啦，我們知道了啦
        本合約係由甲乙雙方簽訂，係屬有效
    """,
    "yue": """
        麻煩你睇下
        Hi Mei, 麻煩你睇下 the invoice
        几时先至到货呀，等咗好耐喇
        點解仲未到貨？
        唔該
        搞掂未？
        俾返錢我
        你哋係咪低能㗎
        冇人理我
        我已經等咗兩個星期，請問貴公司幾時會處理？多謝。
        唔好再推卸責任啦
        啲嘢爛咗
        聽日收工前覆返我
        部機唔 work，個 customer 好嬲
        佢哋話仲有两日，唔知係咪真㗎
        我地等左三日，你地幾時送黎？
    """,
    "und": """
        Jag har inte fått min faktura ännu.
        Ich warte seit drei Wochen auf meine Rechnung.
        Tere, kus on minu tellimus? Ma olen oodanud juba kaks nädalat.
        Je n'ai toujours pas reçu ma facture.
        ¿Dónde está mi pedido? Llevo dos semanas esperando.
        Waar blijft mijn bestelling? Ik wacht al twee weken.
        Nie otrzymałem jeszcze mojego zamówienia.
        Dov'è il mio ordine?
        Tack!
        Merci beaucoup
        Takk for hjelpen
        請求書はまだ届いていません。
        아직 주문이 도착하지 않았습니다.
        Где мой заказ?
        אני מחכה
        😀😀
        12345 / 67-89
        aGVsbG8gd29ybGQgdGhpcyBpcyBiYXNlNjQgZW5jb2RlZCB0ZXh0IGZvciB5b3U=
        4f3c-99ab-77de-1a2b
        https://desk.example/where/is/my/order
    """,
}
PAIRS = [(wanted, line.strip()) for wanted, lines in EXAMPLES.items() for line in lines.splitlines() if line.strip()]

MIXED = [
    [("yue", "Hi Mei, 麻煩你睇下 the invoice"), ("en", "Please find the invoice attached and pay it.\nThanks,\nAnna")],
    [("zh-Hans", "你好。"), ("en", "Please find the invoice attached for last month. Thanks.")],
    [("en", "Dear 陳小姐, thank you for your email about the order.")],
    [("fi", "Hei,\n\nlasku on väärin."), ("en", "Hi, the invoice is wrong. Please fix it.\n\nT. Matti")],
    [("zh-Hant", "貴司的貨物還沒有到，請處理。"), ("zh-Hans", "发票也没有开，请尽快处理，谢谢你们。")],
    [("zh-Hant", "我們的貨物還沒有到，這是什麼情況？"), ("yue", "點解咁耐㗎？你哋搞咩呀")],
    [("en", "We never got the invoice for this."), ("und", "Jag har inte fått min faktura ännu och det är inte bra.")],
    [("en", "Hello, the parcel is lost.\n\n12345\nMei Chan"), ("fi", "Paketti on hukassa, missä se on?")],
    [("und", "請求書はまだ届いていません。"), ("zh-Hant", "請問發票寄出了嗎？我們還沒收到。")],
]


def told(message: str) -> list[tuple[str, str]]:
    return [(passage.language, message[passage.start : passage.end]) for passage in varieties(fold(message))]


@pytest.mark.parametrize(("wanted", "message"), PAIRS)
def test_short_messages_are_told_for_what_they_are(wanted: str, message: str) -> None:
    assert main_variety(varieties(fold(message))) == wanted


@pytest.mark.parametrize("passages", MIXED)
def test_a_mixed_message_falls_into_passages(passages: list[tuple[str, str]]) -> None:
    assert told("\n".join(text for _, text in passages)) == passages


def test_blank_text_has_no_passages() -> None:
    assert varieties(fold("")) == varieties(fold(" \n\t\u200b")) == ()
    assert main_variety(()) == "und"


def test_a_neutral_line_takes_the_script_and_variety_of_the_message() -> None:
    assert told("好的\n\n發票已經收到了，謝謝您。") == [("zh-Hant", "好的\n\n發票已經收到了，謝謝您。")]
    assert told("好的\n\n張單仲未搞掂，唔該跟進") == [("yue", "好的\n\n張單仲未搞掂，唔該跟進")]


def test_the_main_variety_is_that_of_the_writers_own_words() -> None:
    passages = (Passage(0, 10, "fi"), Passage(10, 100, "en"))
    assert main_variety(passages) == "en"
    assert main_variety(passages, [Part(0, 10, "body"), Part(10, 100, "quote")]) == "fi"
    assert main_variety(passages, [Part(0, 100, "quote")]) == "en"


def test_what_can_be_read_goes_before_what_cannot_and_chinese_says_more_in_less() -> None:
    assert main_variety((Passage(0, 90, "und"), Passage(90, 100, "fi"))) == "fi"
    assert main_variety((Passage(0, 10, "zh-Hant"), Passage(10, 30, "en"))) == "zh-Hant"


def test_no_common_word_belongs_to_two_languages() -> None:
    folder = Path(language_ring.__file__).parent
    words = {
        language: {
            word
            for line in (folder / language / "words.txt").read_text(encoding="utf-8").splitlines()
            if not line.startswith("#")
            for word in line.split()
        }
        for language in ("en", "fi", "und")
    }
    assert not words["en"] & words["fi"]
    assert not (words["en"] | words["fi"]) & words["und"]


@given(
    st.text(max_size=300)
    | st.lists(
        st.sampled_from(["你哋", "好的", "這個", "这个", "hei on\n", "the and\n", "。", ". ", "\n", "あ", "1"]),
        max_size=40,
    ).map("".join)
)
def test_passages_are_trimmed_stretches_in_order_and_neighbours_differ(message: str) -> None:
    found = varieties(fold(message))
    for passage, following in zip(found, found[1:], strict=False):
        assert passage.end <= following.start
        assert passage.language != following.language
    for passage in found:
        assert message[passage.start : passage.end].strip()


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit", ["a", "字", "\n", "字\n", "a。", ".", "the ja\n", "唔\n的\n", "😀", "the. ja. och. ", "=", "@", "\ud800"]
)
def test_long_hostile_texts_are_told_in_linear_time(unit: str) -> None:
    assert grows_linearly(lambda message: varieties(fold(message)), repeated(unit))
