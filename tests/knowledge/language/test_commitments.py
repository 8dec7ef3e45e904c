"""Promises of the writer and reminders of the reader's, in five varieties, and what only looks like them."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from growth import grows_linearly, repeated
from hypothesis import given
from hypothesis import strategies as st

from evenhand.knowledge.language.prepare import prepare
from evenhand.knowledge.language.scoring.model import shipped
from evenhand.knowledge.language.signals.commitments import find_commitments

WEDNESDAY = datetime(2026, 3, 11, 10, 0, tzinfo=ZoneInfo("Europe/Helsinki"))

MADE = [
    ("I'll send the files by Friday.", "send the files", "2026-03-13"),
    ("You will have it by Monday noon.", "have it", "2026-03-16T12:00:00+02:00"),
    ("By Friday, I'll send the files.", "send the files", "2026-03-13"),
    ("We will get back to you within 3 working days.", "get back to you", "2026-03-16"),
    ("Our technician will visit on Thursday at 10:00.", "visit", "2026-03-12T10:00:00+02:00"),
    ("The payment will be transferred by 20 March.", "be transferred", "2026-03-20"),
    ("Will send it tomorrow.", "send it", "2026-03-12"),
    ("I promise to return the router by the end of the week.", "return the router", "2026-03-13"),
    ("We're shipping the missing parts tomorrow.", "shipping the missing parts", "2026-03-12"),
    ("I will send you the contract.", "send you the contract", None),
    ("我明天给你。", "给你", "2026-03-12"),
    ("我们会在三天内退款。", "退款", "2026-03-14"),
    ("货款将于3月20日前付清。", "付清", "2026-03-20"),
    ("我明天把资料发给您，请您查收。", "把资料发给您", "2026-03-12"),
    ("我们保证下周五前交付。", "交付", "2026-03-20"),
    ("我們保證下週五前把資料寄給您。", "把資料寄給您", "2026-03-20"),
    ("我們會在3個工作天內回覆您。", "回覆您", "2026-03-16"),
    ("我明天下午三點前把檔案傳給你。", "把檔案傳給你", "2026-03-12T15:00:00+02:00"),
    ("聽日收工前覆返你。", "覆返你", "2026-03-12T17:00:00+02:00"),
    ("我哋會喺三日內退錢俾你。", "退錢俾你", "2026-03-14"),
    ("我聽朝打俾你。", "打俾你", "2026-03-12"),
    ("我今日會過數俾你。", "過數俾你", "2026-03-11"),
    ("我下周一把款打过去。", "把款打过去", "2026-03-16"),
    ("星期五之前send返俾你。", "send返俾你", "2026-03-13"),
    ("Lähetän tiedostot perjantaihin mennessä.", "Lähetän tiedostot", "2026-03-13"),
    ("Palaan asiaan huomenna.", "Palaan asiaan", "2026-03-12"),
    ("Saatte vastauksen viimeistään perjantaina klo 12.", "Saatte vastauksen", "2026-03-13T12:00:00+02:00"),
    ("Raha palautetaan tilillenne 3 arkipäivän kuluessa.", "palautetaan tilillenne", "2026-03-16"),
    ("Lupaan maksaa laskun ensi viikon perjantaina.", "maksaa laskun", "2026-03-20"),
    ("Maksan laskun 20.3.", "Maksan laskun", "2026-03-20"),
    ("If you send the files, I will pay on Friday.", "pay", "2026-03-13"),
    ("Once I have the files I will pay within three days.", "pay", None),
    ("Vouchers follow tomorrow.", "Vouchers follow", "2026-03-12"),
    ("Jos lähetätte tiedostot, maksan laskun perjantaina.", "maksan laskun", "2026-03-13"),
    ("Maksan laskun perjantaina, ei ongelmaa.", "Maksan laskun", "2026-03-13"),
    ("Haemme laatikot torstaina kahdelta.", "Haemme laatikot", "2026-03-12T14:00:00+02:00"),
    ("如果您周四前发来，我周五付款。", "付款", "2026-03-13"),
    ("你收到後三日內我匯款給你。", "匯款給你", None),
    ("尾款周三打款。", "尾款", "2026-03-18"),
    ("餘數我聽朝九點過數俾你。", "過數俾你", "2026-03-12T09:00:00+02:00"),
    ("有嘅話我下星期一俾訂金。", "俾訂金", "2026-03-16"),
]
RECALLED = [
    ("You promised to deliver by Tuesday.", "deliver", "2026-03-17"),
    ("You said you would call me back within 24 hours.", "call me back", None),
    ("Didn't you promise to fix this by Monday?", "fix this", "2026-03-16"),
    ("Your colleague promised that someone would come on Thursday.", "come", "2026-03-12"),
    ("We were told the order would ship this week.", "the order would ship", "2026-03-13"),
    ("You were supposed to install it by 20 March.", "install it", "2026-03-20"),
    ("你们说好周五前修好", "修好", "2026-03-13"),
    ("客服答应我周一回复的。", "回复", "2026-03-16"),
    ("你們承諾過3月20日前交貨。", "交貨", "2026-03-20"),
    ("你哋應承咗星期五整好。", "整好", "2026-03-13"),
    ("你哋話聽日送貨㗎。", "送貨", "2026-03-12"),
    ("Lupasitte korjata vian tiistaihin mennessä.", "korjata vian", "2026-03-17"),
    ("Meille luvattiin toimitus tällä viikolla.", "toimitus", "2026-03-13"),
    ("Sanoitte, että asentaja tulee torstaina.", "asentaja tulee", "2026-03-12"),
    ("You told me yesterday it would be ready by 5pm.", "be ready", "2026-03-10T17:00:00+02:00"),
    ("Pekka lupasi toimittaa sen 13.3.2026.", "toimittaa sen", "2026-03-13"),
    ("Sanoit hoitavasi asian perjantaihin mennessä.", "hoitavasi asian", "2026-03-13"),
    ("Lupasitte siivoojan 9.3.2026 klo 9, ei tullut.", "siivoojan", "2026-03-09T09:00:00+02:00"),
    ("贵司李经理承诺，先行垫付款项将于3月24日支付。", "先行垫付款项", "2026-03-24"),
    ("师傅说后天早上九点会来。", "来", "2026-03-13T09:00:00+02:00"),
    ("你們上週答應我這週三交，現在呢？", "交", "2026-03-11"),
    ("您昨天说下班前给方案，到现在没影。", "给方案", "2026-03-10T17:00:00+02:00"),
]
NONE = [
    "Will you send it tomorrow?",
    "Please send it by Friday.",
    "If you don't refund me by Friday, I will call my bank.",
    "My boss will call you tomorrow.",
    "I will cancel the contract by Friday.",
    "I'll post a review tonight.",
    "I won't pay by Friday.",
    "I will not pay before Friday.",
    "I will try to send it by Friday.",
    "I will be on holiday next week.",
    "I will need it by Friday.",
    "You never promised to deliver by Tuesday.",
    "Can you promise to deliver by Tuesday?",
    "As promised, the report is attached.",
    "The meeting is on Friday.",
    "我会投诉你们的。",
    "你们会在三天内退款吗？",
    "请在周五前退款。",
    "如果周五前不退款，我就投诉。",
    "你们必须保证周五前修好。",
    "你们从来没有答应过周五修好。",
    "我要求你们明天给我回复。",
    "請於週五前回覆。",
    "你們會在明天送到嗎？",
    "唔該聽日覆我。",
    "你聽日覆我得唔得？",
    "咁我等你哋聽日覆我啦。",
    "我会等你们的回复。",
    "再唔搞掂我會去消委會投訴。",
    "你哋冇應承過星期五。",
    "Lähetättekö tiedostot huomenna?",
    "Lähettäkää tiedostot perjantaihin mennessä.",
    "Maksan liikaa tästä.",
    "Peruutan tilauksen perjantaina.",
    "En lähetä mitään ennen perjantaita.",
    "Jos ette vastaa, lähetän reklamaation perjantaina.",
    "Ette luvanneet mitään perjantaiksi.",
    "Unless you refund me, I will pay nothing on Friday.",
    "PO attached as promised.",
    "Emme maksa laskua perjantaina.",
    "资料我3月已经交齐了。",
    "我本来周五付款的。",
    "我星期六喺屋企。",
]


def found(text, sent_at=WEDNESDAY):
    return [(one.by, one.what, one.due) for one in find_commitments(prepare(text, sent_at))]


@pytest.mark.parametrize(("text", "what", "due"), MADE)
def test_a_promise_of_the_writer_is_found_with_what_and_when(text, what, due):
    assert found(text) == [("writer", what, due)]


@pytest.mark.parametrize(("text", "what", "due"), RECALLED)
def test_a_promise_that_the_reader_is_reminded_of_is_the_readers(text, what, due):
    assert found(text) == [("reader", what, due)]


@pytest.mark.parametrize("text", NONE)
def test_questions_asks_threats_and_denials_are_no_promises(text):
    assert found(text) == []


def test_two_promises_in_one_sentence_keep_their_own_times():
    text = "I'll send the plan tomorrow, and our team will call you on Friday."
    assert found(text) == [
        ("writer", "send the plan", "2026-03-12"),
        ("writer", "call you", "2026-03-13"),
    ]


def test_the_clause_is_what_is_quoted():
    text = "Hello,\n\nthe box came broken. I'll send photos by Friday, can you look at them then?"
    (commitment,) = find_commitments(prepare(text, WEDNESDAY))
    assert text[commitment.start : commitment.end] == "I'll send photos by Friday"


@pytest.mark.parametrize(
    "text",
    [
        "You promised to deliver by Tuesday and nothing has arrived.",
        "你们说好周五前修好的，到现在还没修。",
        "你哋應承咗星期五整好，到而家都未有人嚟。",
        "Lupasitte korjata vian tiistaihin mennessä, mutta mitään ei ole tapahtunut.",
    ],
)
def test_a_weekday_that_may_already_be_past_gives_no_date(text):
    ((by, _, due),) = found(text)
    assert (by, due) == ("reader", None)


def test_a_date_that_speakers_are_divided_on_is_not_stored():
    ((_, _, due),) = found("Lähetän tiedostot ensi perjantaina.")
    assert due is None


def test_without_a_time_of_sending_the_promise_stands_and_the_date_does_not():
    assert found("I'll send the files by Friday.", None) == [("writer", "send the files", None)]
    assert found("I'll send the files by 5 December 2026.", None) == [("writer", "send the files", "2026-12-05")]


def test_only_the_writers_own_words_promise():
    text = "Where is it?\n\nOn 9 March 2026 Support wrote:\n> I'll send the files by Friday.\n"
    assert found(text) == []


def test_a_second_language_in_the_same_mail_is_read_by_its_own_grammar():
    text = "I'll send the files by Friday.\n\n我明天给你发合同。\n"
    assert found(text) == [("writer", "send the files", "2026-03-13"), ("writer", "给你发合同", "2026-03-12")]


PARTS = st.sampled_from(
    [text for text, *_ in MADE + RECALLED]
    + [*NONE, "\ud800", "\0", "…", "?", ", ", "我", "I'll ", "Lupaan ", " you promised "]
)


@given(st.lists(PARTS, max_size=6).map("".join))
def test_spans_lie_in_the_text_and_never_overlap(text):
    end = 0
    for one in find_commitments(prepare(text, datetime(2026, 3, 11, tzinfo=UTC))):
        assert end <= one.start < one.end <= len(text)
        assert one.what in text
        end = one.end


@pytest.mark.parametrize(
    "piece",
    ["I'll send it by Friday, ", "you promised it by Friday, ", "我明天给你，", "你們說好週五前修好，", "聽日覆返你，",
     "lähetän sen perjantaihin mennessä, ", "i will ", "我们会"],
)  # fmt: skip
def test_long_texts_take_time_in_proportion(piece):
    texts = repeated(piece)
    assert grows_linearly(find_commitments, lambda length: prepare(texts(length), WEDNESDAY), short=5_000)


class Counted(tuple):
    """Clauses that count how often one of them is looked at."""

    looks = 0

    def __getitem__(self, index):
        Counted.looks += 1
        return super().__getitem__(index)

    def __iter__(self):
        for one in super().__iter__():
            Counted.looks += 1
            yield one


def looks_at_clauses(promises):
    document = prepare("我会打给你，" * promises, WEDNESDAY)
    utterances = tuple(one._replace(clauses=Counted(one.clauses)) for one in document.utterances)
    Counted.looks = 0
    find_commitments(document._replace(utterances=utterances), (), shipped().cuts)
    return Counted.looks


def test_twice_as_many_clauses_are_looked_at_little_more_than_twice_as_often():
    assert 0 < looks_at_clauses(600) < 3 * looks_at_clauses(300)
