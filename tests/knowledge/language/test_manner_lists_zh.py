"""The Mandarin lists by themselves: what they find in either script, and what they leave alone."""

from __future__ import annotations

import pytest

from evenhand.knowledge.language.prepare import prepare
from evenhand.knowledge.language.signals.findings import THREATS, Findings, attacks, find_harsh_words
from evenhand.knowledge.language.signals.lexicon import load
from evenhand.knowledge.language.signals.matching import scan


def findings(text: str) -> Findings:
    document = prepare(text)
    return find_harsh_words(document, scan(document))


INSULTS = (
    "你们客服是脑残吧，地址都写错三次了。",
    "一群废物，修个门都修不好",
    "這種垃圾客服也敢收錢",
    "瓜娃子，发票抬头又开错了",
    "你個北七，叫你寄台中你寄台南",
    "老不死的东西，听不见门铃吗",
    "沙币业务，合同都能弄丢",
    "你們真的是白ㄔ，單子又印反",
    "客服都是ㄓㄓ嗎",
    "bai痴一个，附件呢？",
    "你是不是n残",
    "弱_智，说了要蓝色的",
    "垃_圾_人 退我的押金",
    "养的都是🐷吧，叫三声没人理",
    "訂單還沒到，白痴。",
    "发票又错了，白痴！",
    "請在星期五前把發票寄給我，智障。",
    "你們的系統又當機了，廢物。",
    "那封信，你們白痴嗎？",
)
CONTEMPT = (
    "就你这水平，也敢自称资深顾问？",
    "小学毕业了吗？连小数点都分不清。",
    "我家金魚都比你記得住事情。",
    "谁把你招进来的，面试官那天喝多了吧",
    "你的證照是不是雞排換的",
    "脑子是个好东西，希望你也有一个。",
    "麻烦找个听得懂人话的来跟我谈",
    "請你們派個識字的人來處理好嗎",
    "真羨慕你，什麼都不會還能領薪水",
    "不会修就赶紧转行，别出来害人",
    "要你们何用，摆着好看吗",
    "區區一個客服，也輪得到你教我？",
)
THREATS_SAID = (
    "再不退押金，我叫兄弟去砸了你们店。",
    "你下班路上最好小心点。",
    "我知道你家住哪一栋，你女儿在实验小学读三年级吧。",
    "我會把你的照片跟住址貼到網路上",
    "信不信我打断你的腿",
    "機房要是哪天著火,可別怪我沒提醒你們",
    "开盒你信不信",
    "別讓我在路上遇到你,見一次打一次",
)
LEFT_ALONE = (
    "我真是个猪脑子，又忘了附截图，不好意思。",
    "上一家供应商那帮骗子卷款跑了，所以才找你们。",
    "有個網友在留言區罵我智障，請問怎麼檢舉？",
    "这智障系统又把我登出了！",
    "這設計，白痴。",
    "這什麼系統，根本白痴。",
    "系统又坏了，简直智障，让我怎么用。",
    "系统又崩了，智障。",
    "個系統慢到低能。",
    "服务太差，垃圾。",
    "请回收三种东西：纸张，废物，电池。",
    "狗日的验证码，第五次输错。",
    "寄生虫驱虫药还有货吗？给狗狗用的。",
    "看门狗定时器复位失败，日志见附件。",
    "機車行說零件要等兩天，麻煩改期。",
    "我知道你们停车场在地下二层，师傅九点到。",
    "路上小心，师傅辛苦了，明天见。",
    "万一机房着火，备份在哪里？请写进预案。",
    "祝您全家平安，代我问候你父母。",
    "怕你们看不懂，我画了张图放在附件里。",
    "我们幼儿园想续订十箱纸巾。",
    "请派个日本人来接，我客户只会日语。",
    "你们不配送到村里吗？",
    "律师函下周寄出，我还会写一星差评。",
    "服務爛透了，錢退我，合約不續了！",
    "什么垃圾平台，气死我了！！！",
    "他妈的，硬盘又坏了，帮我看看能不能救。",
)
FRAMES = (
    "我不要{}来服务",
    "死{}，滚回去",
    "{}就是没素质，都是骗子",
    "你们这些{}懂什么",
)
PEOPLES = ("芬兰人", "越南人", "中国人", "台灣人", "美國人", "穆斯林", "猶太人", "河南人", "黑人", "白人", "外地人")


@pytest.mark.parametrize("text", INSULTS + CONTEMPT)
def test_an_attack_is_found(text: str) -> None:
    assert findings(text).attack >= 0.6, text


@pytest.mark.parametrize("text", THREATS_SAID)
def test_a_threat_is_found(text: str) -> None:
    found = findings(text).found
    assert any(finding.kind in THREATS and attacks(finding) for finding in found), text


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_no_attack_is_seen_where_there_is_none(text: str) -> None:
    assert [finding.hit.entry for finding in findings(text).found if attacks(finding)] == [], text


@pytest.mark.parametrize("frame", FRAMES)
def test_all_peoples_are_treated_alike(frame: str) -> None:
    assert {round(findings(frame.format(people)).attack, 3) for people in PEOPLES} == {
        round(findings(frame.format(PEOPLES[0])).attack, 3)
    }
    assert findings(frame.format(PEOPLES[0])).attack >= 0.6


def test_both_scripts_are_read_alike() -> None:
    assert findings("你的文凭是买的吧").attack == findings("你的文憑是買的吧").attack >= 0.6


def test_a_gap_ends_with_the_sentence() -> None:
    assert findings("您家客服除了道歉还会什么").attack >= 0.6
    assert findings("您的来信我收到了。除了道歉，他还会做蛋糕。").attack == 0


def test_a_row_of_fillers_costs_no_more_than_its_length() -> None:
    assert findings("你" + "真的" * 200 + "吗，蠢").reported == 0


def test_every_line_can_be_met() -> None:
    assert "" not in load("zh")
