"""The rule unanswered-question."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property

from evenhand.knowledge.drafting.deliveries import times_ahead
from evenhand.knowledge.drafting.draft import Draft
from evenhand.knowledge.drafting.finding import Finding, Severity
from evenhand.knowledge.drafting.questions import WANTED, Question, Row, Said, by_matter, questions, said, telling
from evenhand.knowledge.drafting.rule import TO_CUSTOMER, Rule
from evenhand.knowledge.language.amounts import find_amounts
from evenhand.knowledge.language.late import late
from evenhand.knowledge.language.prepare import prepare
from evenhand.knowledge.language.variety import Variety

_CHINESE = frozenset({"zh-Hant", "zh-Hans", "yue"})
_LOOKED_AT = 20_000  # code points of the message that is answered
_LONGEST_QUOTE = 80
_TOLD_AT_MOST = 3
_LETTER = 150  # bytes of UTF-8 from which a reply is more than a short word: as many letters, fifty Chinese characters
_BRIEF = 2  # facts of a reply that may be the bare answer to one question
_ITEM = late(r"^[ \t]*(?:\d{1,2}[.)、．]|[-*•–]|[一二三四五六七八九十]、)", re.MULTILINE)
_NUMBER = r"(?:\d|\b(?:one|two|three|four|five|six|ten|a few|kaksi|kolme|neljä|viisi|kuusi|kymmenen|yhden|kahden|kolmen)\b|[一二三四五六七八九十兩两幾几半])"
_LASTS = late(
    _NUMBER + r"[- 個个]?(?:min|hour|h\b|day|working|business|week|month|year|arki|päiv|tun|viikk|vko|kuukau|vuo|vuorok"
    r"|分鐘|分钟|小[時时]|鐘|钟|天|日|工作|[週周]|星期|禮拜|礼拜|個月|个月|年)",
    re.IGNORECASE,
)
_HOUR = late(
    r"\b\d{1,2}[:.：]\d\d\b|\d\s?[-–—~至到]+\s?\d{1,2}\b|\d\s?(?:am|pm|a\.m|p\.m|o'clock|h\b|[點点時时])|\b(?:klo|kello|at|until|till|by|from) \d|[一二三四五六七八九十][點点]"
    r"|noon|midnight|puoleenyö|keskiyö|midday|午夜|中午|\b(?:at|until|till|by) (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b"
    r"|\bilta\w+een\b|\b(?:yhdeltä|kahdelta|kolmelta|neljältä|viideltä|kuudelta|seitsemältä|kahdeksalta|yhdeksältä|kymmeneltä)\b",
    re.IGNORECASE,
)
_LOOSE = frozenset({"why", "where", "list"})  # kinds that are answered in many words
_MEASURE = late(_NUMBER, re.IGNORECASE)
_COLOUR = late(
    r"\b(?:white|black|red|blue|green|grey|gray|brown|yellow|pink|silver|small|medium|large|musta|valkoi|puna|sini|vihre|harmaa|rusk)"
    r"|[白黑紅红藍蓝綠绿灰棕黃黄銀银粉]色|[大中小]號|[大中小]号",
    re.IGNORECASE,
)
_NAMED = late(r"(?<=[a-zäöå,;] )[A-ZÄÖÅ][a-zäöå]{2,}")


class UnansweredQuestion(Rule):
    """A question of the customer that the draft does not answer.

    ## What it does
    Lays the questions of the message that is answered beside the draft, and finds those that nothing answers: no sentence
    speaks of the matter, or what the question wants is missing: a time for when, an amount for how much, a name for who, a
    measure for how big, a reason for why. A draft that says by when it will answer, or has to ask back first, passes; that
    the matter was passed on is no answer. Where a sentence may be the answer in other words, it is a suggestion.

    ## Why it matters
    Whoever asks three things and gets two answers writes again, and hotter. “I do not know yet, you will hear by
    Friday” is an answer; silence is not.

    ## Example
    ```en bad {"inbound": "When will the new modem arrive? And does the warranty cover the old one?"}
    Your new modem arrives on Friday, 13 March.
    ```
    ```en bad {"inbound": "Hello, how much does the extra training cost?"}
    Thank you for your interest in our training. It is held in small groups.
    ```
    ```en good {"inbound": "When will the new modem arrive? And does the warranty cover the old one?"}
    Your new modem arrives on Friday, 13 March. The old one is still under guarantee, so you pay nothing.
    ```
    ```en good {"inbound": "Is this how you treat your customers?"}
    I am sorry that you had to wait. The parcel was found and is on its way.
    ```
    ```fi bad {"inbound": "Milloin varaosa tulee? Entä kuuluuko asennus takuuseen?"}
    Varaosa saapuu perjantaina 13.3.
    ```
    ```fi bad {"inbound": "Paljonko lisäkoulutus maksaa?"}
    Kiitos kiinnostuksesta koulutukseen. Koulutus pidetään pienryhmissä.
    ```
    ```fi good {"inbound": "Milloin varaosa tulee? Entä kuuluuko asennus takuuseen?"}
    Varaosa saapuu perjantaina 13.3. Asennus kuuluu takuuseen.
    ```
    ```fi good {"inbound": "Paljonko lisäkoulutus maksaa?"}
    Koulutuspäivän hinta on 300 € osallistujalta.
    ```
    ```zh-Hant bad {"inbound": "請問新的路由器什麼時候到？舊的還在保固內嗎？"}
    新的路由器3月13日（五）到貨。
    ```
    ```zh-Hant bad {"inbound": "請問加購的教育訓練要多少錢？"}
    感謝您對教育訓練有興趣，課程採小班制。
    ```
    ```zh-Hant good {"inbound": "請問新的路由器什麼時候到？舊的還在保固內嗎？"}
    新的路由器3月13日（五）到貨。舊的還在保固期內，維修不收費。
    ```
    ```zh-Hant good {"inbound": "請問加購的教育訓練要多少錢？"}
    教育訓練每人3,000元，含教材。
    ```
    ```zh-Hans bad {"inbound": "请问新的路由器什么时候到？旧的还在保修期内吗？"}
    新的路由器3月13日（周五）到货。
    ```
    ```zh-Hans bad {"inbound": "请问加购的培训要多少钱？"}
    感谢您对培训感兴趣，课程采用小班制。
    ```
    ```zh-Hans good {"inbound": "请问新的路由器什么时候到？旧的还在保修期内吗？"}
    新的路由器3月13日（周五）到货。旧的还在质保期内，维修不收费。
    ```
    ```zh-Hans good {"inbound": "请问加购的培训要多少钱？"}
    培训每人300元，含教材。
    ```
    ```yue bad {"inbound": "新嗰部路由器幾時到？舊嗰部仲有冇保養？"}
    新嗰部路由器3月13號（星期五）到。
    ```
    ```yue bad {"inbound": "想問加堂要幾多錢？"}
    多謝你對加堂有興趣，我哋係小班教學。
    ```
    ```yue good {"inbound": "新嗰部路由器幾時到？舊嗰部仲有冇保養？"}
    新嗰部路由器3月13號（星期五）到。舊嗰部仲喺保養期，維修唔收錢。
    ```
    ```yue good {"inbound": "想問加堂要幾多錢？"}
    加堂每堂300蚊，包埋教材。
    ```

    ## Use instead
    ```en
    You also asked [question]: [answer].
    To your question about [matter] I have no answer yet; you will hear from me by [day, time].
    ```
    ```fi
    Kysyitte myös, [kysymys]: [vastaus].
    Kysymykseenne [asiasta] minulla ei ole vielä vastausta; kerron viimeistään [päivä, kellonaika].
    ```
    ```zh-Hant
    您另外問到[問題]：[答覆]。
    關於[事項]，目前還沒有答案，我最晚[日期、時間]告訴您。
    ```
    ```zh-Hans
    您另外问到[问题]：[答复]。
    关于[事项]，目前还没有答案，我最晚[日期、时间]告诉您。
    ```
    ```yue
    你仲問到[問題]：[答覆]。
    至於[事項]，而家仲未有答案，我最遲[日期、時間]話你知。
    ```
    """

    code = "R204"
    slug = "unanswered-question"
    severity = Severity.WARNING
    audiences = TO_CUSTOMER
    messages = {
        "": "The customer asked “{question}”, and no sentence of this draft speaks of it. Answer, or say when you will.",
        "when": "The customer asked “{question}”, and the draft names no time. Say when, or when they will know.",
        "amount": "The customer asked “{question}”, and the draft names no amount. Say how much, or who will quote it.",
    }

    def check(self, draft: Draft) -> Iterator[Finding]:
        """A finding for each of at most three questions that nothing answers, at the last sentence of the draft."""
        if not draft.facts.inbound:
            return
        answers = _Answers(draft, draft.facts.inbound[:_LOOKED_AT])
        last = draft.sentences[-1]
        for question, kind, severity in answers.missing()[:_TOLD_AT_MOST]:
            text = " ".join(question.text.split())
            text = text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + "…"
            yield self.finding(last.start, last.end, kind, {"question": text}, severity=severity)


class _Answers:
    """The questions of a message beside a draft."""

    def __init__(self, draft: Draft, inbound: str) -> None:
        asked = prepare(inbound, draft.facts.sent_at)
        here: list[Variety] = list(dict.fromkeys([draft.language, *(each.language for each in draft.sentences)]))
        there: list[Variety] = list(dict.fromkeys([asked.language, *(each.language for each in asked.sentences)]))
        self.draft = draft
        self.inbound = inbound
        self.questions = questions(asked, there)
        self.is_one_language = asked.language == draft.language or {asked.language, draft.language} <= _CHINESE
        self.said = said(draft.document, here) if self.questions else Said(())

    def missing(self) -> list[tuple[Question, str, Severity]]:
        """The questions without an answer, in the order of the message, each with its kind."""
        if not self.questions or self._answers_all():
            return []
        left = [each for each in self.questions if not self._is_answered(each)]
        if len(left) <= self._agreements(left) and all(each.kinds.isdisjoint(WANTED) for each in left):
            return []
        return [(each, self._kind(each), self._severity(each, left)) for each in left]

    def _answers_all(self) -> bool:
        """Whether the draft goes through the questions one by one, says when it will answer, or has to ask back first."""
        asks = any("back" in row.kinds and "polite" not in row.kinds for row in self.said.rows)
        if asks or "later" in self.said.kinds or any(mark in self.draft.text for mark in "?？"):
            return True
        timed = {self.draft.sentence_at(each.start) for each in times_ahead(self.draft)} - self._wishes
        if any("putoff" in row.kinds and row.sentence in timed for row in self.said.rows):
            return True
        several = len(self.questions) > 1
        items = len(_ITEM.findall(self.draft.text)) if several else 0
        return several and (items >= len(self.questions) or "all" in self.said.kinds)

    def _is_answered(self, question: Question) -> bool:
        """Whether what the question wants is there; a question that wants nothing special is answered by its matter."""
        wanted = question.kinds & WANTED
        wanted = wanted - {"when"} if "clock" in wanted else wanted
        if wanted and "unknown" in self.said.kinds:
            return True
        if wanted:
            return any(_HOLDS[kind](self, question) for kind in sorted(wanted))
        return self._touches(question) or self._answers_briefly()

    def _kind(self, question: Question) -> str:
        return next((kind for kind in ("when", "amount") if kind in question.kinds), "")

    def _severity(self, question: Question, left: Sequence[Question]) -> Severity:
        """A suggestion where the matter was handed on, and where a link or a short word may be the answer."""
        points_on = "://" in self.draft.text
        if points_on or not self.said.kinds.isdisjoint(("handed", "putoff")) or not question.kinds.isdisjoint(_LOOSE):
            return Severity.SUGGESTION
        if not question.kinds.isdisjoint(("when", "clock", "amount")):
            return Severity.WARNING
        if len(self.draft.text.encode()) >= _LETTER and len(left) > self._unasked():
            return Severity.WARNING
        return Severity.SUGGESTION

    def _unasked(self) -> int:
        """How many sentences tell something, and speak of no matter of any question."""
        asked = frozenset().union(*(each.matters for each in self.questions))
        touched = {row.sentence for row in self.said.rows if row.matters & asked}
        return self.said.facts(touched)

    @cached_property
    def _wishes(self) -> set[int]:
        """The sentences that wish something: their weekend is no time of ours."""
        return {row.sentence for row in self.said.rows if "wish" in row.kinds}

    def _agreements(self, left: Sequence[Question]) -> int:
        """How many clauses say yes or no, in whatever words, and not to a question that is answered."""
        plain = (each for each in self.questions if each not in left and each.kinds.isdisjoint(WANTED))
        done = frozenset().union(*(each.matters for each in plain))
        spoken = {row.sentence for row in self.said.rows if row.matters & done}
        return len({row.sentence for row in self.said.rows if "yes" in row.kinds} - spoken)

    def _answers_briefly(self) -> bool:
        """Whether one question has one answer, which need not repeat its words: a yes, a name, a figure."""
        if len(self.questions) > 1:
            return False
        return 0 < self.said.facts() < _BRIEF or not self.said.kinds.isdisjoint(("yes", "unknown"))

    def names_time(self, question: Question) -> bool:
        """A time that the customer did not name, a span, or that it is done where its matter is spoken of."""
        times = (each for each in times_ahead(self.draft) if self.draft.sentence_at(each.start) not in self._wishes)
        if any(self.draft.text[each.start : each.end] not in self.inbound for each in times):
            return True
        if self._has(_LASTS) or self._has(_HOUR):
            return True
        if any("time" in row.kinds and row.sentence not in self._wishes for row in self.said.rows):
            return True
        return any("state" in row.kinds and row.matters & question.matters for row in self.said.rows)

    def names_hour(self, question: Question) -> bool:
        """An hour of the day; a span answers how late as well."""
        del question
        return "time" in self.said.kinds or self._has(_HOUR)

    def names_amount(self, question: Question) -> bool:
        """Money or a share, a number where its matter is spoken of, that it is free, or that a quote comes."""
        if not self.said.kinds.isdisjoint(("free", "quote")):
            return True
        about = telling(question) | {"of-price"}
        if any(row.matters & about and _MEASURE.search(self._sentence(row)) for row in self.said.rows):
            return True
        return any(each.kind in ("money", "percent") for each in find_amounts(self.draft.document.text))

    def names_somebody(self, question: Question) -> bool:
        """A person or a desk."""
        del question
        names = (each.group() for each in _NAMED.finditer(self.draft.text))
        return "name" in self.said.kinds or any(each not in self.inbound for each in names)

    def names_place(self, question: Question) -> bool:
        """A place, or what became of the thing."""
        return "place" in self.said.kinds or self._touches(question)

    def names_measure(self, question: Question) -> bool:
        """A number or a colour."""
        del question
        return self._has(_MEASURE) or self._has(_COLOUR)

    def names_reason(self, question: Question) -> bool:
        """A word of reason, or a clause of what only this question asks."""
        others = frozenset().union(*(each.matters for each in self.questions if each is not question))
        own = telling(question) - by_matter(question) - others if self.is_one_language else by_matter(question) - others
        told = any("reason" in row.kinds and "polite" not in row.kinds for row in self.said.rows)
        return told or not own.isdisjoint(self.said.matters)

    def _has(self, pattern: re.Pattern[str]) -> bool:
        """Whether the writer's own sentences hold what the message did not."""
        return any(
            found.group() not in self.inbound
            for row in {row.sentence for row in self.said.rows}
            for found in pattern.finditer(self.draft.sentences[row].text)
        )

    def _sentence(self, row: Row) -> str:
        return self.draft.sentences[row.sentence].text

    def _touches(self, question: Question) -> bool:
        asked = telling(question) if self.is_one_language else by_matter(question)
        if not asked:
            return not question.matters
        return any(self._suffices(each) for each in asked & self.said.matters)

    def _suffices(self, matter: str) -> bool:
        """Whether as many clauses speak of a matter as questions do: one clause answers one of them."""
        asking = sum(matter in each.matters for each in self.questions)
        return asking == 1 or sum(matter in row.matters for row in self.said.rows) >= asking


_HOLDS: Mapping[str, Callable[[_Answers, Question], bool]] = {
    "when": _Answers.names_time,
    "clock": _Answers.names_hour,
    "amount": _Answers.names_amount,
    "who": _Answers.names_somebody,
    "where": _Answers.names_place,
    "measure": _Answers.names_measure,
    "why": _Answers.names_reason,
}
