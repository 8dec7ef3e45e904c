"""The manner of a message: ordinary and fair-but-hot messages stay clear of abuse, attacks are found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.knowledge.language.prepare import prepare
from evenhand.knowledge.language.scoring.heads import score
from evenhand.knowledge.language.scoring.model import shipped
from evenhand.knowledge.language.shape import KINDS, Manner
from evenhand.knowledge.language.signals.manner import find_manner
from evenhand.knowledge.language.signals.matching import scan
from evenhand.knowledge.language.signals.reasons import MANNER_REASONS, REASONS

ATTACK_FROM = max(shipped().levels.attack_from.values())


def manner(text: str, persistent: bool = False) -> Manner:
    document, learnt = prepare(text), shipped()
    return find_manner(document, scan(document), score(document, learnt.weights), learnt.levels, persistent)


CIVIL = (
    "Could you please send me the invoice for March? Thank you.",
    "I feel like an idiot for asking, but where is the export button?",
    "What a stupid mistake on my side, sorry about that.",
    "I could kill for a coffee. Please kill the process on server 3.",
    "We need an idiot-proof manual for the new tool, and the spam and garbage collection logs.",
    "You are not stupid, the form is just hard to find.",
    "This is fucking great, thank you!",
    "Bloody brilliant work, everyone.",
    "Somebody called me an idiot on your forum. Please remove the post.",
    'The previous supplier wrote "you are all morons" to my colleague, so we left.',
    "A scammer called me pretending to be from your company.",
    "We will leave a bad review and contact our lawyer.",
    "This is unacceptable. Please fix it by Friday.",
    "The courier hit me with a question about dick Smith's order.",
    "Kiitos nopeasta vastauksesta, hyvää viikonloppua!",
    "Tunnen itseni idiootiksi, mutta mistä löydän napin?",
    "Aspa haukkui minua idiootiksi puhelimessa.",
    "Tapan aikaa odotellessa vastausta, ei kiirettä.",
    "En väitä että olette tyhmiä, mutta vastaus ei auta minua.",
    "Pelletit on tilattu ja lehmät hoidettu.",
    "Vitun hyvä palvelu, kiitos!",
    "請問訂單什麼時候到貨？謝謝。",
    "我真是笨蛋，原來是我自己按錯了，抱歉。",
    "我不是說你們是白癡，但是這個答案真的看不懂。",
    "客服居然說我「腦子有病」，請貴公司給個交代。",
    "垃圾郵件太多，請幫我設定過濾。",
    "這台滾筒洗衣機的垃圾桶在哪裡？",
    "他骂我是白痴，请你们处理这位客服。",
    "这个系统真他妈好用！",
    "笑死，你们的新功能太好用了。",
    "麻烦你们操作一下后台，机器不太可靠。",
    "代我问候你家人，祝你全家幸福。",
    "唔該你哋幫我睇下張單，係咪計錯咗？",
    "我好蠢呀，原來係我自己睇錯咗。",
    "佢鬧我白痴，你哋點處理？",
    "我打你電話冇人聽，麻煩覆返我。",
)
HEATED = (
    "This fucking printer is broken again. Fix it.",
    "Your software is useless and your website is a joke.",
    "I am furious. We have had enough of these delays.",
    "Vittu mitä paskaa, mikään ei toimi.",
    "Ala-arvoista palvelua! Laskutitte kaksi kertaa!!",
    "Ohjelmanne on täysin hyödytön, mittani on täynnä.",
    "太離譜了！！！等了三個星期還沒有人回覆！",
    "这垃圾系统又死机了，真他妈烦死了。",
    "你们的回复很愚蠢，我忍无可忍了。",
    "搞乜鬼呀，等咗成個月都未覆。",
    "仆街，部機又壞咗。",
    "呢個 app 真係好廢，成日 hang 機，激死人。",
)
ABUSIVE = (
    "You are all idiots.",
    "Can't you idiots read?",
    "You are useless.",
    "Your support team is completely incompetent.",
    "Are you even capable of reading what I wrote?",
    "A trained monkey could do your job.",
    "You id1ots again.",
    "Listen, you stupid cow, do your work.",
    "Go back to your country.",
    "Do I have to spell it out for you? Do you have a brain?",
    "Olette kaikki idiootteja.",
    "osaatteko te edes lukea",
    "Ootteko ihan tyhmiä siellä?",
    "Onko teillä aivoja ollenkaan?",
    "Apinakin osaisi tehdä tuon paremmin.",
    "Haistakaa vittu koko porukka.",
    "你们脑子进水了吗？",
    "连这点小事都做不好，付钱给你们干嘛？",
    "你們就是一群廢物。",
    "你怎么这么蠢？",
    "滾，叫你們主管來。",
    "操你妈，退钱。",
    "你哋係咪低能㗎？",
    "你個仆街，即刻退錢。",
    "收皮啦你，廢柴。",
    "識唔識字㗎？講咗幾多次。",
    "你老母，做嘢做成咁。",
)
THREATENING = (
    "I'm going to kill you.",
    "I will find you. I know where you live.",
    "Watch your back when you leave the office.",
    "I'll post your home address and photo online.",
    "Tapan teidät.",
    "Tiedän missä asut.",
    "Saat vielä turpaasi.",
    "我知道你住哪裡，下班小心點。",
    "再不退款我就去你們公司樓下堵你。",
    "信不信我弄死你。",
    "我要把你的照片和电话发到网上。",
    "斬死你全家。",
    "我知你住邊，放工小心啲。",
)


@pytest.mark.parametrize("text", CIVIL)
def test_ordinary_quoted_denied_and_joking_words_are_civil(text: str) -> None:
    assert manner(text).level == "civil"


@pytest.mark.parametrize("text", HEATED)
def test_anger_at_the_matter_is_heat_and_never_abuse(text: str) -> None:
    found = manner(text)
    assert found.level == "heated"
    assert found.score < ATTACK_FROM


@pytest.mark.parametrize("text", ABUSIVE)
def test_attacks_on_the_people_who_serve_are_abusive(text: str) -> None:
    found = manner(text)
    assert found.level == "abusive"
    assert found.target == "staff"
    assert found.spans
    assert found.score >= 0.6


@pytest.mark.parametrize("text", THREATENING)
def test_threats_of_harm_following_and_exposing_are_threatening(text: str) -> None:
    found = manner(text)
    assert found.level == "threatening"
    assert {"violence", "doxxing"} & set(found.kinds)
    assert found.score >= 0.9


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("I will leave a bad review, contact my lawyer and cancel the contract.", {"publicity", "legal", "cancel"}),
        ("我會找律師，也會上網給負評，然後解約。", {"publicity", "legal", "cancel"}),
        ("我哋會搵律師，同埋放上網，仲會取消合約。", {"publicity", "legal", "cancel"}),
        ("Otan yhteyttä lakimieheen, kerron somessa ja irtisanomme sopimuksen.", {"publicity", "legal", "cancel"}),
    ],
)
def test_every_customers_right_is_a_kind_and_no_abuse(text: str, kinds: set[str]) -> None:
    found = manner(text)
    assert kinds <= set(found.kinds)
    assert found.level == "civil"
    assert "lawful-step" in found.reasons


@pytest.mark.parametrize(
    "text",
    [
        "Your technician pushed our colleague yesterday.",
        "Asentajanne tönäisi työkaveriani eilen.",
        "你的技術員昨天動手推了我同事一把。",
        "你哋個師傅尋日郁手打人。",
    ],
)
def test_a_reported_blow_is_named_without_judging_the_writer(text: str) -> None:
    found = manner(text)
    assert "physical" in found.kinds
    assert found.level == "civil"


def test_a_softly_worded_threat_is_called_veiled() -> None:
    found = manner("If you do not answer, you will regret this.")
    assert found.level != "civil"
    assert "veiled-threat" in found.reasons


def test_an_insult_in_the_quoted_mail_is_not_the_writers() -> None:
    text = "Please see below.\n\n> You are all idiots.\n> Regards\n"
    assert manner(text).level == "civil"


def test_words_in_quotation_marks_after_a_verb_of_saying_are_only_quoted() -> None:
    found = manner('Your agent said "shut up, you moron" to my colleague.')
    assert found.level == "civil"
    assert found.reasons == ("quoted-only",)


def test_an_unknown_language_is_unclear_and_says_why() -> None:
    found = manner("Проверьте, пожалуйста, этот счёт за март.")
    assert found.level == "unclear"
    assert "unknown-language" in found.reasons


def test_no_words_at_all_are_unclear() -> None:
    assert manner("").level == "unclear"
    assert manner("  \n ").reasons == ("nothing-to-read",)


def test_asking_again_after_answers_is_a_kind_of_its_own() -> None:
    assert manner("Could you move the button to the left?", persistent=True).kinds == ("persistence",)


def test_a_phrase_broken_over_two_lines_is_still_found() -> None:
    assert manner("are you even\ncapable of reading").level == "abusive"


@pytest.mark.parametrize("text", [*CIVIL, *HEATED, *ABUSIVE, *THREATENING])
def test_spans_quote_the_original_and_codes_come_from_the_lists(text: str) -> None:
    found = manner(text)
    for span in found.spans:
        assert text[span.start : span.end] == span.text
        assert span.kind in KINDS
    assert set(found.reasons) <= MANNER_REASONS
    assert set(found.kinds) <= set(KINDS)


def test_the_vocabulary_of_reasons_stays_compact() -> None:
    assert len(REASONS) <= 40


@given(st.text(max_size=300))
def test_any_text_has_a_manner_with_a_score_between_0_and_1(text: str) -> None:
    found = manner(text)
    assert 0.0 <= found.score <= 1.0
    assert all(0 <= span.start < span.end <= len(text) for span in found.spans)


@given(st.sampled_from(ABUSIVE), st.sampled_from(("Hello, ", "Hei, ", "你好，", "1) ")))
def test_a_greeting_before_it_excuses_no_attack(attack: str, greeting: str) -> None:
    assert manner(greeting + "\n" + attack).level in ("abusive", "threatening")
