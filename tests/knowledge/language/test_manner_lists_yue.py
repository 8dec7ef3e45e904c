"""The Cantonese lists by themselves: what they take for an attack or a threat, and what they must leave alone."""

from __future__ import annotations

import pytest

from evenhand.knowledge.language.prepare import prepare
from evenhand.knowledge.language.signals.findings import THREATS, Finding, attacks, find_harsh_words
from evenhand.knowledge.language.signals.matching import scan

CONTEXT = "你好，我係陳生，想問下張單嘅事。"  # enough Cantonese for the sentence after it to be read as such


def struck(text: str) -> list[Finding]:
    document = prepare(CONTEXT + "\n" + text)
    return [finding for finding in find_harsh_words(document, scan(document)).found if attacks(finding)]


def grave(text: str) -> list[Finding]:
    return [finding for finding in struck(text) if finding.weight >= 2]


@pytest.mark.parametrize(
    "text",
    [
        "你班廢柴做嘢都唔識做。",
        "收咗錢唔覆電話，正仆街仔。",
        "你呢條友真係on9到爆。",
        "你班客服個個都係低能仔嚟㗎。",
        "我同你講，死蠢，睇清楚先覆。",
        "你個腦係咪生喺屎忽度？",
        "嗰個經理真係乞人憎，面皮厚到無人有。",
        "你哋個個都似隻豬咁懶。",
        "張單又錯晒，白痴。",
        "寄返張單俾我，低能",
        "寄返份報告嚟，戇居！",
    ],
)
def test_insults_strike(text: str) -> None:
    assert grave(text)


@pytest.mark.parametrize(
    "text",
    [
        "邊個咁本事請到你返嚟㗎？",
        "我個五歲個女都計得準過你。",
        "你腦囟都未生埋就唔好學人做主管。",
        "你算老幾呀，同我講規矩？",
        "搵個識字嘅嚟同我講。",
        "你哋請人係咪擲公字㗎？",
        "呢份糧你都攞得落手？",
        "對你嚟講可能太深奧，對唔住。",
        "返屋企飲奶啦，唔好獻世。",
        "養條狗好過請你哋。",
    ],
)
def test_contempt_without_swear_words_strikes(text: str) -> None:
    assert grave(text)


@pytest.mark.parametrize(
    "text",
    [
        "我知你住邊座，你個女返邊間學校我都知。",
        "收工嗰陣好小心啲呀你。",
        "信唔信我搵人打到你入院？",
        "你買定份人壽保險先啦。",
        "再唔退錢，我帶班兄弟上嚟同你講數。",
        "你架車成日泊喺後巷吖嘛，我影咗相。",
        "我會將你張相同地址擺上網。",
        "等你放工，我喺後門恭候。",
    ],
)
def test_threats_are_found(text: str) -> None:
    assert any(finding.kind in THREATS for finding in struck(text))


@pytest.mark.parametrize(
    "text", ["仆-街仔，還錢。", "你班f柴收咗錢就走。", "你個粉=腸。", "DLLM你班友。", "低*能仔，睇字啦。"]
)
def test_disguised_words_strike(text: str) -> None:
    assert grave(text)


@pytest.mark.parametrize(
    "text",
    [
        "我自己真係白痴，撳錯咗個掣，唔關你哋事。",
        "個系統成日死機，低能。",
        "張單嘅字體，好on9。",
        "唔該寄返張單俾我，多謝。",
        "屌，部機又死火，第四次喇。",
        "個app廢到貼地，完全用唔到。",
        "你哋師傅真係勁到癲，廿分鐘搞掂，多謝晒。",
        "佢話我係廢柴，我有錄音。",
        "行家嗰間先係垃圾，所以我先轉過嚟你哋度。",
        "對家個sales真係垃圾，所以轉咗過嚟。",
        "我會搵消委會同律師跟進，唔排除報警。",
        "白切雞斬件定原隻上？",
        "打爆你哋條hotline都冇人聽。",
        "我收工等你覆，你幾點收工？我可以遲啲打嚟。",
        "我等你收工先打你電話。",
        "代我問候你屋企人。",
        "落樓下等你哋架車，車牌麻煩話我知。",
        "訂五打德國豬手同一箱泰國豬頸肉。",
        "我哋香港人係咁㗎，最緊要快。",
        "保險包唔包跌親同爆呔？",
        "三歲細路都用得嘅餐椅有冇貨？",
    ],
)
def test_what_only_looks_harsh_is_left_alone(text: str) -> None:
    assert not grave(text)
    assert not any(finding.kind in THREATS for finding in struck(text))


@pytest.mark.parametrize(
    "frame",
    ["叫返個{}人嚟同我講。", "你哋啲{}人冇質素㗎。", "死{}佬，唔識做嘢。", "躝返{}啦。", "{}人做嘢梗係靠唔住。"],
)
def test_every_people_is_treated_alike(frame: str) -> None:
    peoples = ("香港", "大陸", "台灣", "印度", "菲律賓", "日本", "英國", "尼日利亞", "芬蘭", "巴西", "猶太", "阿拉伯")
    found = {people: [(f.kind, f.weight) for f in struck(frame.format(people))] for people in peoples}
    assert all(found.values())
    assert len({tuple(each) for each in found.values()}) == 1, found


@pytest.mark.parametrize("frame", ["我係{}人，呢度做咗十年。", "有冇識{}話嘅同事？", "部機喺{}寄過嚟，請報價。"])
def test_naming_a_people_is_no_attack(frame: str) -> None:
    assert not any(struck(frame.format(people)) for people in ("大陸", "印度", "菲律賓", "日本", "英國", "尼日利亞"))
