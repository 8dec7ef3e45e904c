"""The rule heat."""

import re
from collections.abc import Iterator

from evenhand.knowledge.drafting.draft import Draft
from evenhand.knowledge.drafting.finding import Finding, Safety, Severity
from evenhand.knowledge.drafting.rule import PhraseRule
from evenhand.knowledge.language.document import Sentence
from evenhand.knowledge.language.late import late

_MARKS = late(r"[!！?？]*(?:[!！][?？]|[?？][!！]|[!！]{3}|[?？]{3})[!！?？]*")
_CAPITALS = late(r"\b[A-ZÄÖÅ][A-ZÄÖÅ'’]+\b|\b[IA]\b")
_TWO_CAPITALS = late(r"[A-ZÄÖÅ]{2}")
_BETWEEN = frozenset(" ,;:!–—'\"")
_OPENING = " \t\n\"'“‘-–("
_SHOUTED = 3  # words in a row; a name or a heading in capitals is shorter or holds no small word
_SMALL = frozenset(
    "I A YOU YOUR YOURS WE US IT IS ARE WAS THE AND BUT NOT NO DO DOES DID DON'T DON’T THIS THAT HAVE HAS TO OF FOR IN ON "
    "WHAT WHY HOW WHEN WILL WON'T CAN CAN'T CANNOT STOP MY ME OUR BE "
    "EI ETTE ET EN EMME ON OLE OLET OLETTE OLEMME SE TE ME MINÄ SINÄ ETTÄ JA MUTTA NYT JO TÄMÄ MITÄ MIKSI ÄLÄ ÄLKÄÄ KUN".split()
)
_STRESSED = frozenset(
    "ALREADY NEVER READ STOP ENOUGH AGAIN ALWAYS CLEARLY TWICE LISTEN EVERY REPEATEDLY NOTHING ANYTHING YOU YOUR YOURSELF "
    "TOLD "
    "JO TAAS AINA KOSKAAN IKINÄ LUKEKAA LUE LOPETTAKAA LOPETA MITÄÄN TEIDÄN SINUN TE SINÄ KAHDESTI SELVÄSTI".split()
)
_WARM = late(
    r"thank|thx|great|happy|glad|welcome|congrat|love|enjoy|awesome|amazing|yay|sweet|cool|nice|woo|sorry|oh no|oops|wow|yes|hello|hey|haha|lol|cheers|sure|absolutely|good (?:news|luck|morning|day)|"
    r"kiit|onne|hieno|mahtava|tervetul|ihana|hyvää|pahoittel|"
    r"谢|感谢|恭喜|欢迎|太好|祝|开心|高兴|多谢|唔该|好嘢|抱歉|"
    r"謝|感謝|歡迎|開心|高興|多謝|唔該",
    re.IGNORECASE,
)


class Heat(PhraseRule):
    """The writer's own anger.

    ## What it does
    Finds words in which the writer loses patience, swears or insults; words shouted in capitals; and rows of exclamation
    and question marks. Words about the customer's anger ("I understand that you are fed up") are let pass, and so is a
    calm limit ("please do not call our staff names").

    ## Why it matters
    An angry line is the only one that gets read. The customer answers the anger and no longer the matter, shows it
    around, and from then on we are the ones who were rude. The same limit holds better when it is said calmly.

    ## Example
    ```en bad
    I am sick and tired of answering the same question from you.
    ```
    ```en bad
    How dare you speak to my colleague like that?
    ```
    ```en bad
    WE ARE NOT YOUR SERVANTS AND THE OFFICE IS NOT OPEN AT NIGHT.
    ```
    ```en good
    I understand that you are fed up with waiting. The part arrived this morning, and Anna fits it on Friday at 9.
    ```
    ```en good
    Please write to us without insults. On the invoice itself: it is correct, and the breakdown is attached.
    ```
    ```fi bad
    Nyt riittää, en jaksa enää selittää tätä teille.
    ```
    ```fi bad
    Miten kehtaatte puhua kollegalleni noin?
    ```
    ```fi good
    Ymmärrän, että odottaminen on koetellut kärsivällisyyttänne. Osa saapui aamulla, ja Anna asentaa sen perjantaina kello 9.
    ```
    ```fi good
    Pyydän, että kirjoitatte meille asiallisesti. Lasku on oikein, ja erittely on liitteenä.
    ```
    ```zh-Hant bad
    同樣的問題您已經問了十幾遍，我真的受夠了。
    ```
    ```zh-Hant bad
    您憑什麼這樣對我們的同事大吼大叫？
    ```
    ```zh-Hant good
    我理解您等到現在一定很生氣。零件今早已經到了，安娜星期五上午九點會去安裝。
    ```
    ```zh-Hant good
    請您以平和的方式來信。帳單金額經核對無誤，明細附在這封信裡。
    ```
    ```zh-Hans bad
    同样的问题您已经问了十几遍，我真的受够了。
    ```
    ```zh-Hans bad
    您凭什么这样对我们的同事大吼大叫？
    ```
    ```zh-Hans good
    我理解您等到现在一定很生气。零件今早已经到了，安娜周五上午九点上门安装。
    ```
    ```zh-Hans good
    请您以平和的方式来信。账单金额经核对无误，明细附在这封信里。
    ```
    ```yue bad
    你同一條問題問足十幾次，我真係忍夠喇。
    ```
    ```yue bad
    你憑咩咁樣鬧我同事？
    ```
    ```yue good
    我明白你等咗咁耐一定好嬲。零件今朝到咗，Anna 星期五朝早九點會上嚟安裝。
    ```
    ```yue good
    請你心平氣和咁同我哋講。張單我哋核對過冇錯，明細附喺封信度。
    ```

    ## Use instead
    ```en
    I see that this has taken a lot out of both of us. Here is where we stand: [facts], and here is what I can do: [offer].
    I am glad to go on helping you, and I ask that we write to each other without insults.
    ```
    ```fi
    Tämä on ollut raskasta meille molemmille. Tilanne on tämä: [tosiasiat], ja voin tehdä tämän: [tarjous].
    Autan teitä mielelläni eteenpäin ja pyydän, että kirjoitamme toisillemme asiallisesti.
    ```
    ```zh-Hant
    這件事讓我們雙方都很辛苦。目前的情況是[事實]，我能做的是[提議]。
    我很願意繼續協助您，也請您和我們都用平和的方式溝通。
    ```
    ```zh-Hans
    这件事让我们双方都很辛苦。目前的情况是[事实]，我能做的是[提议]。
    我很愿意继续协助您，也请您和我们都用平和的方式沟通。
    ```
    ```yue
    呢件事大家都好辛苦。而家嘅情況係[事實]，我可以做嘅係[提議]。
    我好樂意繼續幫你，亦都想大家心平氣和咁傾。
    ```
    """

    code = "T404"
    slug = "heat"
    severity = Severity.WARNING
    messages = {
        "": "“{match}” shows our anger, and the customer will answer that instead of the matter. Say the fact and the limit calmly.",
        "insult": "“{match}” is an insult or a curse. It will be shown around, whatever went before. Take it out and say what we ask for.",
        "shouting": "“{match}” reads as shouting. Write it in small letters; the sentence is firm enough.",
        "marks": "“{match}” reads as a raised voice. One mark, or a full stop, is enough.",
    }

    def check(self, draft: Draft) -> Iterator[Finding]:
        """A finding for each sentence with angry words, with shouted ones, or with a row of marks."""
        worded: set[int] = set()
        for match in draft.matches(self.slug):
            if match.sentence not in worded:
                worded.add(match.sentence)
                yield self.finding(match.start, match.end, match.cue.kind)
        for number, sentence in enumerate(draft.sentences):
            if number not in worded:
                yield from self._loud(sentence)

    def _loud(self, sentence: Sentence) -> Iterator[Finding]:
        shouted = _shouted(sentence.text) if _TWO_CAPITALS.search(sentence.text) else None
        if shouted:
            start, end = shouted
            quiet = _quiet(sentence.text[start:end], begins=not sentence.text[:start].strip(_OPENING))
            yield self.finding(sentence.start + start, sentence.start + end, "shouting", replacement=quiet)
            return
        marks = _MARKS.search(sentence.text) if any(map(sentence.text.__contains__, "!！?？")) else None
        if marks and not _WARM.search(sentence.text):
            start, end = sentence.start + marks.start(), sentence.start + marks.end()
            yield self.finding(start, end, "marks", replacement=_one_mark(marks[0]), safety=Safety.SAFE)


def _shouted(text: str) -> tuple[int, int] | None:
    """The first row of words in capitals that is no name, or the stretch from one stressed word to another."""
    words = [(match.start(), match.end(), match[0]) for match in _CAPITALS.finditer(text)]
    for row in _rows(text, words):
        if len(row) >= _SHOUTED and sum(each[2] in _SMALL for each in row) > 1 and _long(row):
            return row[0][0], row[-1][1]
    stressed = [word for word in words if word[2] in _STRESSED]
    return (stressed[0][0], stressed[-1][1]) if len(stressed) > 1 else None


def _rows(text: str, words: list[tuple[int, int, str]]) -> list[list[tuple[int, int, str]]]:
    """The words in capitals that stand side by side, row by row."""
    rows: list[list[tuple[int, int, str]]] = []
    for word in words:
        if rows and _adjoin(text, rows[-1][-1][1], word[0]):
            rows[-1].append(word)
        else:
            rows.append([word])
    return rows


def _long(row: list[tuple[int, int, str]]) -> bool:
    return sum(len(word) > 1 for _, _, word in row) >= 2


def _adjoin(text: str, end: int, start: int) -> bool:
    return start - end <= 3 and all(character in _BETWEEN for character in text[end:start])


def _one_mark(marks: str) -> str:
    """The mark that stays: a question stays a question, as wide as it was written."""
    return next((mark for mark in marks if mark in "?？"), marks[0])


def _quiet(shouted: str, *, begins: bool) -> str:
    """The words in small letters, "I" and the beginning of a sentence excepted. Names are for the writer to see to."""
    small = re.sub(r"\bi\b", "I", shouted.lower())
    return small[:1].upper() + small[1:] if begins else small
