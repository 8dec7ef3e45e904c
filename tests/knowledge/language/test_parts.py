"""Parts of a message. Each case is written as its pieces; the message is the pieces one after the other."""

from __future__ import annotations

import pytest
from growth import grows_linearly, repeated
from hypothesis import given
from hypothesis import strategies as st

from evenhand.knowledge.language.parts import parts
from evenhand.knowledge.language.text import fold

Pieces = list[tuple[str, str]]

REPLIES: dict[str, Pieces] = {
    "outlook en": [
        ("greeting", "Hi Anna,\n\n"),
        ("body", "The router is still broken.\n\n"),
        ("signature", "Best regards,\nTom Baker\nAcme Hill Ltd\nTel: +44 20 7946 0000\n\n"),
        (
            "quote",
            "From: Anna Virta <anna@desk.example>\nSent: Wednesday, 11 March 2026 10:00\nTo: Tom Baker\n"
            "Subject: RE: Router\n\nWe will send it.\n",
        ),
    ],
    "outlook en with rule": [
        ("body", "No, it is not fixed.\n\n"),
        (
            "quote",
            "________________________________\nFrom: Anna Virta <anna@desk.example>\nSent: 11 March 2026 10:00\n"
            "To: Tom Baker\nSubject: Router\n\nIt is fixed.\n",
        ),
    ],
    "outlook en original message": [
        ("body", "See below.\n"),
        ("quote", "-----Original Message-----\nFrom: A\nTo: B\n\nText.\n"),
    ],
    "bold headers": [
        ("body", "Any news?\n\n"),
        ("quote", "*From:* Anna\n*Sent:* Monday\n*To:* Tom\n*Subject:* Router\n\nSoon.\n"),
    ],
    "outlook fi": [
        ("greeting", "Hei Anna!\n\n"),
        ("body", "Reititin on yhä rikki.\n\n"),
        ("signature", "Ystävällisin terveisin\nMatti Virta\nVirta Oy\npuh. 040 123 4567\n\n"),
        (
            "quote",
            "Lähettäjä: Anna Laine <anna@desk.example>\nLähetetty: keskiviikko 11. maaliskuuta 2026 10.00\n"
            "Vastaanottaja: Matti Virta\nAihe: VS: Reititin\n\nLähetämme sen.\n",
        ),
    ],
    "outlook fi original message": [
        ("body", "Ei toimi.\n\n"),
        ("quote", "-----Alkuperäinen viesti-----\nLähettäjä: Anna\n\nKokeile nyt.\n"),
    ],
    "outlook zh-Hant": [
        ("greeting", "陳經理您好：\n\n"),
        ("body", "路由器還是壞的。\n\n"),
        ("signature", "順頌商祺\n王大文 敬上\n\n"),
        (
            "quote",
            "寄件者: 陳小明\n寄件日期: 2026年3月11日 上午 10:00\n收件者: 王大文\n主旨: RE: 路由器\n\n我們會寄出。\n",
        ),
    ],
    "outlook zh-Hans": [
        ("greeting", "您好，\n\n"),
        ("body", "路由器还是坏的。\n\n"),
        ("signature", "此致\n敬礼\n王大文\n\n"),
        (
            "quote",
            "发件人: 陈小明\n发送时间: 2026年3月11日 10:00\n收件人: 王大文\n主题: 答复: 路由器\n\n我们会寄出。\n",
        ),
    ],
    "gmail en": [
        ("body", "Still nothing.\n\n"),
        (
            "quote",
            "On Wed, 11 Mar 2026 at 10:00, Anna <anna@desk.example> wrote:\n\n> We will send it.\n> Anna\n",
        ),
    ],
    "gmail en wrapped": [
        ("body", "Still nothing.\n\n"),
        (
            "quote",
            "On Wed, 11 Mar 2026 at 10:00, Anna Virta from the Evening Desk\n<anna@desk.example> wrote:\n> Soon.\n",
        ),
    ],
    "gmail en without marks": [
        ("body", "Still nothing.\n\n"),
        ("quote", "On Wed, Mar 11, 2026 at 10:00 AM Anna <anna@desk.example> wrote:\nWe will send it.\nAnna\n"),
    ],
    "gmail fi": [
        ("body", "Ei mitään vieläkään.\n\n"),
        (
            "quote",
            "ke 11. maalisk. 2026 klo 10.00 Anna Laine (anna@desk.example) kirjoitti:\n\n> Lähetämme sen.\n",
        ),
    ],
    "gmail zh-Hant": [
        ("body", "還是沒有。\n\n"),
        ("quote", "陳小明 <ming@desk.example> 於 2026年3月11日 週三 上午10:00寫道：\n\n> 我們會寄出。\n"),
    ],
    "gmail zh-Hans": [
        ("body", "还是没有。\n\n"),
        ("quote", "陈小明 <ming@desk.example> 于2026年3月11日周三 10:00写道：\n\n> 我们会寄出。\n"),
    ],
    "apple en": [
        ("body", "No.\n\n"),
        ("signature", "Sent from my iPhone\n\n"),
        ("quote", "On 11 Mar 2026, at 10:00, Anna <anna@desk.example> wrote:\n\n> Is it fixed?\n"),
    ],
    "apple fi": [
        ("body", "Ei ole.\n\n"),
        ("signature", "Lähetetty iPhonesta\n\n"),
        ("quote", "Anna Laine <anna@desk.example> kirjoitti 11.3.2026 kello 10.00:\n\n> Onko korjattu?\n"),
    ],
    "apple zh-Hant": [
        ("body", "沒有。\n\n"),
        ("signature", "從我的 iPhone 傳送\n\n"),
        ("quote", "陳小明 <ming@desk.example> 在 2026年3月11日 上午10:00 寫道：\n\n> 修好了嗎？\n"),
    ],
    "apple zh-Hans": [
        ("body", "没有。\n\n"),
        ("signature", "发自我的iPhone\n\n"),
        ("quote", "在 2026年3月11日，上午10:00，陈小明 <ming@desk.example> 写道：\n\n> 修好了吗？\n"),
    ],
    "thunderbird en": [
        ("quote", "On 3/11/26 10:00, Anna Virta wrote:\n> Is it fixed?\n\n"),
        ("body", "No.\n"),
    ],
    "thunderbird fi": [
        ("quote", "Anna Laine kirjoitti 11.3.2026 klo 10.00:\n> Onko korjattu?\n\n"),
        ("body", "Ei.\n"),
    ],
    "qq": [
        ("body", "还没收到。\n\n"),
        (
            "quote",
            '------------------&nbsp;原始邮件&nbsp;------------------\n发件人: "客服" <desk@desk.example>;\n'
            '发送时间: 2026年3月11日(星期三) 上午10:00\n收件人: "王"<wang@qq.example>;\n'
            "主题: 回复: 发货\n\n已经发了。\n",
        ),
    ],
    "163 zh": [
        ("body", "还没收到。\n\n"),
        ("quote", '在 2026-03-11 10:00:00，"客服" <desk@desk.example> 写道：\n\n已经发了。\n'),
    ],
    "163 en": [
        ("body", "还没收到。\n\n"),
        ("quote", 'At 2026-03-11 10:00:00, "desk" <desk@desk.example> wrote:\n\n已经发了。\n'),
    ],
    "yahoo hk": [
        ("body", "仲未收到。\n\n"),
        ("quote", "客服 <desk@desk.example> 於 2026年3月11日星期三 上午10:00:00 [GMT+8] 寫道：\n\n\n已經寄出。\n"),
    ],
    "answers between the quotes": [
        ("quote", "On 3/11/26 10:00, Anna wrote:\n> When did it break?\n\n"),
        ("body", "On Monday.\n\n"),
        ("quote", "> Did you restart it?\n\n"),
        ("body", "Three times.\n"),
    ],
    "windows line ends": [
        ("body", "Still nothing.\r\n\r\n"),
        ("quote", "On Wed, 11 Mar 2026 at 10:00, Anna <anna@desk.example> wrote:\r\n> Soon.\r\n> Anna\r\n"),
    ],
}

FORWARDS: dict[str, Pieces] = {
    "gmail": [
        ("body", "Look at this.\n\n"),
        ("forwarded", "---------- Forwarded message ---------\nFrom: A <a@a.example>\nDate: Wed\n\nYou fools.\n"),
    ],
    "apple en": [
        ("body", "FYI\n\n"),
        ("forwarded", "Begin forwarded message:\n\n> From: A\n> Subject: B\n>\n> Text\n"),
    ],
    "apple fi": [("body", "Tiedoksi.\n\n"), ("forwarded", "Välitetty viesti alkaa:\n\n> Lähettäjä: A\n>\n> Teksti\n")],
    "apple zh-Hans": [("body", "请看。\n\n"), ("forwarded", "开始转发的邮件：\n\n> 发件人: A\n>\n> 内容\n")],
    "apple zh-Hant": [("body", "請看。\n\n"), ("forwarded", "開始轉寄郵件：\n\n> 寄件人: A\n>\n> 內容\n")],
    "thunderbird": [
        ("body", "See.\n\n"),
        ("forwarded", "-------- Forwarded Message --------\nSubject: B\nFrom: A\n\nText\n"),
    ],
    "163": [("body", "请看。\n\n"), ("forwarded", "-------- 转发邮件信息 --------\n发件人：A\n\n内容\n")],
    "nothing above": [("forwarded", "From: A\nSent: Monday\nTo: B\nSubject: C\n\nText\n")],
}

SIGNATURES: dict[str, Pieces] = {
    "two dashes": [("body", "It broke.\n"), ("signature", "-- \nTom Baker\nHead of Things. Really.\n")],
    "name behind": [("body", "It broke.\n\n"), ("signature", "Best, Tom\n")],
    "fi short": [("body", "Missä tilaus on?\n\n"), ("signature", "T. Matti\n")],
    "fi kind": [("body", "Odotan vastausta.\n\n"), ("signature", "Pettynein terveisin,\nMatti Virta\n")],
    "fi in the line": [("body", "Missä tilaus on? "), ("signature", "T. Matti")],
    "thanks stay": [("body", "Please fix it.\n\nThanks,\n"), ("signature", "Tom\n")],
    "fi thanks stay": [("body", "Korjatkaa pian.\n\nKiitos!\n"), ("signature", "Matti Virta\n")],
    "zh thanks stay": [("body", "请尽快处理。\n谢谢！\n"), ("signature", "王小明\n")],
    "zh wish": [("body", "請盡快處理。\n\n"), ("signature", "敬祝 商祺\n陳大文\n電話：2123 4567\n")],
    "hant name": [("body", "請盡快處理。\n\n"), ("signature", "陳大文 謹上\n")],
    "card without sign-off": [
        ("body", "Please call me about the invoice.\n\n"),
        ("signature", "Tom Baker\nAcme Hill Ltd\n+44 20 7946 0000\ntom@hill.example\n"),
    ],
    "postscript": [
        ("body", "Please fix it.\n\n"),
        ("signature", "Regards,\nTom\n\n"),
        ("body", "PS. You still owe us the credit note.\n"),
    ],
    "device zh": [("body", "收到。\n\n"), ("signature", "來自我的 Huawei 手機\n")],
    "device yahoo": [("body", "收到。\n\n"), ("signature", "從 Yahoo奇摩電子郵件 傳送\n")],
    "device": [("body", "Call me.\n"), ("signature", "Get Outlook for iOS\n")],
    "disclaimer": [
        ("body", "It broke.\n\n"),
        ("signature", "Tämä viesti on luottamuksellinen. Jos saitte sen vahingossa, poistakaa se.\n"),
    ],
    "zh disclaimer": [
        ("body", "收到。\n\n"),
        ("signature", "本邮件及其附件含有保密信息，仅供收件人使用。\n如有错发请删除。\n"),
    ],
}

GREETINGS: dict[str, Pieces] = {
    "en": [("greeting", "Dear Ms Virta,\n"), ("body", "it broke.")],
    "en same line": [("greeting", "Hi Mei, "), ("body", "麻煩你睇下 the invoice")],
    "en without comma": [("greeting", "Hello "), ("body", "i want a refund for order 5")],
    "en team": [("greeting", "Hi support team\n\n"), ("body", "It broke.")],
    "fi": [("greeting", "Hyvää päivää,\n\n"), ("body", "lasku on väärin.")],
    "fi same line": [("greeting", "Hei, "), ("body", "ootteko tosissaan")],
    "fi name": [("greeting", "Moi Anna!\n"), ("body", "Missä tilaus on?")],
    "zh": [("greeting", "您好，"), ("body", "我的订单还没有到。")],
    "zh honoured": [("greeting", "尊敬的客服团队：\n"), ("body", "订单还没有到。")],
    "hant title": [("greeting", "王小姐，"), ("body", "我的訂單還沒到。")],
    "yue": [("greeting", "你好，"), ("body", "想問下張單幾時搞掂。")],
    "name alone": [("greeting", "Anna,\n\n"), ("body", "it broke again.")],
    "only a greeting": [("greeting", "Hello!")],
}

ONLY_BODY = [
    "From: the very beginning you promised us a router.",
    "He told me he wrote:\nwe do not care.",
    "Your colleague wrote: you will have it on Monday.",
    'On 3 March 2026 at 10:00 your colleague wrote:\n"You will have it." That was a lie.',
    ">:( this is bad",
    ">3 weeks and nothing has come",
    "请于2026年3月11日 10:00前填写：\n姓名和电话。",
    "Hyvä juttu! Näin sen pitää mennä.",
    "Best of all, nobody answered.",
    "Best price you can do?\nWe need 40 pieces by Friday. Please answer.",
    "Thanks for nothing.",
    "Kiitos vastauksesta, mutta lasku on väärin.",
    "Regards to your boss, who promised us the discount. Where is it?",
    "Sent from the warehouse on Monday, not arrived on Friday. Explain.",
    "祝你们早日倒闭。",
    "T-paita on väärän kokoinen.",
    "Date: Monday\nPlace: Helsinki\nPrice: 40 euros. Is that right?",
    "---\nThe invoice is wrong.\n---\nPlease fix it.",
    "货已经\n从上海寄出",
    "我的信\n来自上海的货还没到",
    "Lasku on väärin.\nLähetetty sähköpostilla viime viikolla",
    "这个人写道",
    "Morning deliveries never arrive.",
    "Hi-fi is broken.",
]


def as_pieces(message: str) -> Pieces:
    return [(part.kind, message[part.start : part.end]) for part in parts(fold(message))]


CASES = {
    f"{group}: {name}": pieces
    for group, table in {"reply": REPLIES, "forward": FORWARDS, "end": SIGNATURES, "begin": GREETINGS}.items()
    for name, pieces in table.items()
}


@pytest.mark.parametrize("pieces", CASES.values(), ids=CASES)
def test_a_message_falls_into_the_pieces_it_was_written_in(pieces: Pieces) -> None:
    assert as_pieces("".join(text for _, text in pieces)) == pieces


@pytest.mark.parametrize("message", ONLY_BODY)
def test_what_only_looks_like_an_edge_stays_body(message: str) -> None:
    assert as_pieces(message) == [("body", message)]


def test_decomposed_letters_do_not_move_the_edges() -> None:
    message = "Hei A\u0308iti\u200b,\n\nmissa\u0308 tilaus on?\n\nTerv. A\u0308iti\n"
    assert as_pieces(message) == [
        ("greeting", "Hei A\u0308iti\u200b,\n\n"),
        ("body", "missa\u0308 tilaus on?\n\n"),
        ("signature", "Terv. A\u0308iti\n"),
    ]


def test_an_empty_text_has_no_parts_and_a_blank_one_is_body() -> None:
    assert as_pieces("") == []
    assert as_pieces(" \n\t") == [("body", " \n\t")]


ALPHABET = st.sampled_from(
    ["> ", ">", "\n", "\r\n", "wrote:", "On 1/2/26 10:00, A wrote:\n", "From: ", "Sent: x\n", "Subject: y\n",
     "-- \n", "Hi A,", "此致\n", "寫道：\n", "T. Matti", "ä", "a\u0308", "\u200b", "😀", "word ", "字", "ﬁ",
     "\ud800", "\0", "---------- Forwarded message ---\n"]
)  # fmt: skip


@given(st.lists(ALPHABET, max_size=40).map("".join) | st.text(max_size=200))
def test_parts_cover_the_text_without_gap_or_overlap(message: str) -> None:
    found = parts(fold(message))
    edges = [0, *(part.end for part in found)]
    assert [part.start for part in found] == edges[:-1]
    assert edges[-1] == len(message)
    assert all(part.start < part.end for part in found)


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit",
    [">", "\n", ">\n", "> a\n\nb\n\n", "-", "From: x\n", "On 1 wrote:\n", "-- \n", "Best regards\n", "写道：\n",
     "a wrote:\n", "=", "&nbsp;", " ", "Hi ", "T. ", ".", "发件人:", "_", "On " ],
)  # fmt: skip
def test_long_hostile_texts_fall_into_parts_in_linear_time(unit: str) -> None:
    assert grows_linearly(lambda message: parts(fold(message)), repeated(unit))
