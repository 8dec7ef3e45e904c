"""The rule unanswered-question."""

import re
from collections.abc import Iterator

from evenhand.knowledge.drafting.draft import Draft
from evenhand.knowledge.drafting.finding import Finding, Severity
from evenhand.knowledge.drafting.questions import Question, Said, by_matter, questions, said, telling
from evenhand.knowledge.drafting.rule import TO_CUSTOMER, Rule
from evenhand.knowledge.language.amounts import find_amounts
from evenhand.knowledge.language.prepare import prepare
from evenhand.knowledge.language.shape import Variety

_CHINESE = frozenset({"zh-Hant", "zh-Hans", "yue"})
_LOOKED_AT = 20_000  # code points of the message that is answered
_LONGEST_QUOTE = 80
_TOLD_AT_MOST = 3
_LONG = 45  # matters of a draft so long that one may be answered in other words
_ANSWERS = {"why": "reason", "where": "place"}  # what a kind of question is answered by, whatever it speaks of
_LETTER = 3  # sentences from which a reply is more than a bare answer
_ITEM = re.compile(r"^[ \t]*(?:\d{1,2}[.)、．]|[-*•–]|[一二三四五六七八九十]、)", re.MULTILINE)


class UnansweredQuestion(Rule):
    """A question of the customer that the draft does not answer.

    ## What it does
    Lays the questions of the message that is answered beside the draft, and finds those that no sentence of it touches:
    none speaks of the matter, none names a time where the customer asks when, or an amount where they ask how much.

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
        self.questions = questions(asked, there)
        self.is_one_language = asked.language == draft.language or {asked.language, draft.language} <= _CHINESE
        self.said = said(draft.document, here) if self.questions else Said(frozenset(), (), frozenset())

    def missing(self) -> list[tuple[Question, str, Severity]]:
        """The questions without an answer, in the order of the message, each with its kind."""
        if not self.questions or self._answers_all():
            return []
        return [found for each in self.questions if (found := self._missing(each)) is not None]

    def _answers_all(self) -> bool:
        """Whether the draft goes through the questions one by one, leaves some for later, or has to ask back first."""
        if "later" in self.said.kinds or "back" in self.said.kinds or any(mark in self.draft.text for mark in "?？"):
            return True
        several = len(self.questions) > 1
        items = len(_ITEM.findall(self.draft.text)) if several else 0
        return several and (items >= len(self.questions) or "all" in self.said.kinds)

    def _missing(self, question: Question) -> tuple[Question, str, Severity] | None:
        if "when" in question.kinds:
            return None if self._names_time() else (question, "when", Severity.WARNING)
        if "amount" in question.kinds:
            return None if self._names_amount() else (question, "amount", Severity.WARNING)
        if self._touches(question) or self._answers_briefly():
            return None
        # The only question, or one beside a long letter, may be answered in words that nothing here knows.
        is_unsure = len(self.questions) == 1 or len(self.said.matters) > _LONG
        return question, "", Severity.SUGGESTION if is_unsure else Severity.WARNING

    def _answers_briefly(self) -> bool:
        """Whether one question has one answer, which need not repeat its words: a yes, a name, a figure."""
        if len(self.questions) > 1:
            return False
        return len(self.draft.sentences) < _LETTER or not self.said.kinds.isdisjoint(("yes", "unknown"))

    def _names_time(self) -> bool:
        return bool(self.draft.deadlines) or not self.said.kinds.isdisjoint(("time", "unknown"))

    def _names_amount(self) -> bool:
        if not self.said.kinds.isdisjoint(("free", "quote", "unknown")):
            return True
        return any(each.kind in ("money", "percent") for each in find_amounts(self.draft.document.text))

    def _touches(self, question: Question) -> bool:
        asked = telling(question) if self.is_one_language else by_matter(question)
        if not asked:
            return True
        shared = asked & self.said.matters
        if not shared:
            return self._agrees(question)
        return any(self._suffices(each) for each in shared)

    def _suffices(self, matter: str) -> bool:
        """Whether as many clauses speak of a matter as questions do: one clause answers one of them."""
        asking = sum(matter in each.matters for each in self.questions)
        return asking == 1 or sum(matter in each for each in self.said.clauses) >= asking

    def _agrees(self, question: Question) -> bool:
        """Whether a reason may be meant for a question that asks why, a place for where, a yes or no for the rest."""
        wanted = {_ANSWERS[kind] for kind in question.kinds if kind in _ANSWERS} or {"opens"}
        return not wanted.isdisjoint(self.said.kinds)
