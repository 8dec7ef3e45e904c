"""What writers ask for in five varieties, of what kind, and how much the words alone say about fairness."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.knowledge.language.prepare import prepare
from evenhand.knowledge.language.scoring.heads import score
from evenhand.knowledge.language.scoring.model import shipped
from evenhand.knowledge.language.shape import Demand
from evenhand.knowledge.language.signals.asks import ASK_REASONS, find_demand

WEDNESDAY = datetime(2026, 3, 11, 10, 0, tzinfo=ZoneInfo("Europe/Helsinki"))

ASKED = [
    ("Please fix my account by Friday.", "fix"),
    ("Could you tell me when my order will arrive?", "update"),
    ("Where is my order?", "update"),
    ("Any news on this?", "update"),
    ("I want my money back.", "refund"),
    ("Please refund the second payment.", "refund"),
    ("Can we get a 20% discount?", "discount"),
    ("Please call me back tomorrow.", "call"),
    ("Send me the invoice.", "information"),
    ("I'd like to know why the price changed.", "information"),
    ("You must repair the door this week.", "fix"),
    ("Would you mind looking into this?", "fix"),
    ("请尽快退款。", "refund"),
    ("请问我的订单什么时候发货？", "update"),
    ("麻烦帮我修一下路由器。", "fix"),
    ("能不能便宜一点？", "discount"),
    ("给我一个解释。", "information"),
    ("请给我打电话。", "call"),
    ("發票開錯了，請重新開一張。", "fix"),
    ("請問可以更換嗎？", "fix"),
    ("麻煩您提供發票。", "information"),
    ("請把錢退給我。", "refund"),
    ("請問什麼時候可以回覆我？", "update"),
    ("唔該聽日覆我。", "update"),
    ("幾時先至到貨呀？", "update"),
    ("可唔可以平啲？", "discount"),
    ("退返錢俾我。", "refund"),
    ("部機壞咗，可唔可以換返部新嘅？", "fix"),
    ("唔該打返電話俾我。", "call"),
    ("Voisitteko korjata vian mahdollisimman pian?", "fix"),
    ("Milloin tilaukseni saapuu?", "update"),
    ("Haluan rahat takaisin.", "refund"),
    ("Soittakaa minulle huomenna.", "call"),
    ("Saisimmeko 10 % alennusta?", "discount"),
    ("Lähettäkää lasku sähköpostilla.", "information"),
    ("Miksi lasku on väärin?", "information"),
]
NOT_ASKED = [
    "Thank you for your help.",
    "The router is broken.",
    "Are you even capable of reading?",
    "What is wrong with you?",
    "How are you?",
    "Please find attached the report.",
    "We will pay the invoice on Friday.",
    "I asked for a refund last week.",
    "你们脑子进水了吗？",
    "我对你们的服务很失望。",
    "你好，最近好吗？",
    "謝謝您的協助。",
    "這是什麼態度？",
    "唔該晒",
    "你哋係咪低能㗎？",
    "多謝你幫忙。",
    "Kiitos avusta!",
    "Osaatteko te edes lukea?",
    "Laite on rikki.",
    "Toivon teille hyvää viikonloppua.",
]
BEYOND = [
    ("I demand that you fire that agent.", "dismissal"),
    ("You must train our new staff for free.", "free-work"),
    ("Please build us an extra module free of charge.", "free-work"),
    ("Give me the manager's home number.", "private-contact"),
    ("我要求你们开除那个客服。", "dismissal"),
    ("请免费给我们做一次培训。", "free-work"),
    ("叫他下跪道歉，请马上安排。", "humiliation"),
    ("請你們免費加開發一個新功能。", "free-work"),
    ("我要你們把那個業務開除。", "dismissal"),
    ("炒咗佢！", "dismissal"),
    ("唔該免費幫我哋做多次培訓。", "free-work"),
    ("Erottakaa se myyjä.", "dismissal"),
    ("Kouluttakaa uudet työntekijämme ilmaiseksi.", "free-work"),
]


def demand(text, sent_at=WEDNESDAY):
    document, learnt = prepare(text, sent_at), shipped()
    return find_demand(document, score(document, learnt.weights), learnt.cuts["ask"], learnt.fairness)


@pytest.mark.parametrize(("text", "kind"), ASKED)
def test_an_ask_is_found_with_its_kind(text, kind):
    kinds = [ask.kind for ask in demand(text).asks]
    assert kinds == [kind]


@pytest.mark.parametrize("text", NOT_ASKED)
def test_thanks_statements_and_mock_questions_ask_for_nothing(text):
    assert demand(text) == Demand()


@pytest.mark.parametrize(("text", "reason"), BEYOND)
def test_only_an_explicit_demand_beyond_any_contract_is_called_unreasonable(text, reason):
    found = demand(text)
    assert found.level == "unreasonable"
    assert reason in found.reasons


@pytest.mark.parametrize(
    "text",
    [
        "Please fix my account by Friday.",
        "Where is my order? Please send me the invoice.",
        "请问我的订单什么时候发货？",
        "麻煩您提供發票。",
        "唔該聽日覆我。",
        "Voisitteko korjata vian?",
        "Soittakaa minulle huomenna.",
    ],
)
def test_ordinary_asks_within_working_terms_are_reasonable(text):
    found = demand(text)
    assert found.level == "reasonable"
    assert all(reason.startswith("ordinary-") for reason in found.reasons)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("I want my money back.", "refund-depends-on-facts"),
        ("能不能便宜一点？", "discount-depends-on-terms"),
        ("Please answer by 11:00 today.", "short-notice"),
        ("Please call me in the middle of the night.", "outside-hours"),
        ("请在半小时内回复。", "short-notice"),
        ("Vastatkaa tunnin sisällä.", "short-notice"),
        ("Fix it free of charge, it was your mistake.", "ordinary-fix"),
    ],
)
def test_what_the_words_do_not_settle_is_unclear_or_plain_and_says_why(text, reason):
    found = demand(text)
    assert found.level in ("unclear", "reasonable")
    assert reason in found.reasons


def test_a_refund_beside_an_ordinary_ask_is_named_with_what_it_depends_on():
    found = demand("Please send me the invoice. I want my money back.")
    assert found.level in ("reasonable", "unclear")
    assert [ask.kind for ask in found.asks] == ["information", "refund"]
    assert found.reasons == ("ordinary-information", "refund-depends-on-facts")


def test_clauses_are_separate_asks_quoted_in_their_own_words():
    text = "I need this fixed by Friday, and please send a new invoice."
    assert [(ask.text, ask.kind) for ask in demand(text).asks] == [
        ("I need this fixed by Friday", "fix"),
        ("and please send a new invoice", "information"),
    ]


def test_quoted_mail_asks_for_nothing():
    assert demand("Thanks.\n\nOn 9 March 2026 Support wrote:\n> Please call us back.\n") == Demand()


def test_without_a_time_of_sending_no_notice_is_short():
    assert "short-notice" not in demand("Please answer by 11:00 today.", None).reasons


PARTS = st.sampled_from([text for text, _ in ASKED + BEYOND] + [*NOT_ASKED, "\ud800", "\0", "?", ", ", "请", "please "])


@given(st.lists(PARTS, max_size=6).map("".join))
def test_spans_are_the_words_they_quote_and_reasons_are_known(text):
    found = demand(text)
    for ask in found.asks:
        assert ask.text == text[ask.start : ask.end] != ""
    assert set(found.reasons) <= set(ASK_REASONS)
    assert (found.level == "none") == (not found.asks)
    assert (not found.reasons) == (not found.asks)
