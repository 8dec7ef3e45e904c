"""The rule contradicts-record."""

from collections.abc import Iterator, Sequence

from evenhand.knowledge.drafting.alone import Alone, Other
from evenhand.knowledge.drafting.draft import Draft, Match
from evenhand.knowledge.drafting.finding import Finding, Severity
from evenhand.knowledge.drafting.record import DEEDS, DOERS, Record, Said, said
from evenhand.knowledge.drafting.rule import Rule
from evenhand.knowledge.drafting.statements import Statement, statements
from evenhand.knowledge.drafting.topics import topic
from evenhand.knowledge.language.text import fold

_LONGEST_SHOWN = 80  # code points of the record in a message


_PROPOSES = frozenset({"change", "told", "consent"})
_ANNOUNCES = frozenset({"moved", "announced"})


class ContradictsRecord(Rule):
    """Another day, figure or scope than the record has.

    ## What it does
    Lays the days, amounts, percentages, quantities and words of scope of the draft beside the minutes that both sides
    agreed to, our open promises and what the customer owes us. It finds the same thing with another day or figure, and
    "included" where the record says "not included", or the other side's task made ours. Where the draft names the
    record's own figure too, proposes a change, asks, or tells what the customer says, it stays silent. A count for
    which the draft and the record share no word is a suggestion.

    ## Why it matters
    Two texts of ours that say different things leave the customer free to choose, and they choose the better one for
    them. If the record is to change, it is changed openly, with the old and the new in one sentence.

    ## Example
    ```en bad {"minutes": [{"text": "2. The monthly fee is EUR 1,480.", "agreed_on": "2025-11-14"}]}
    The monthly fee stays at EUR 1,380.
    ```
    ```en bad {"open_commitments": [{"what": "send the corrected travel report", "due": "2026-03-13"}]}
    You will have the corrected travel report on Wednesday, 18 March.
    ```
    ```en good {"open_commitments": [{"what": "send the corrected travel report", "due": "2026-03-13"}]}
    The corrected travel report will be ready on Wednesday, 18 March instead of Friday, 13 March; I am sorry for that.
    ```
    ```en good {"minutes": [{"text": "2. The monthly fee is EUR 1,480.", "agreed_on": "2025-11-14"}]}
    The monthly fee stays at EUR 1,480.
    ```
    ```fi bad {"minutes": [{"text": "Kuukausimaksu on 1 480 €. Käyttäjäkoulutus ei sisälly siihen."}]}
    Kuukausimaksu on edelleen 1 380 euroa.
    ```
    ```fi bad {"minutes": [{"text": "Kuukausimaksu on 1 480 €. Käyttäjäkoulutus ei sisälly siihen."}]}
    Käyttäjäkoulutus sisältyy kuukausimaksuun.
    ```
    ```fi good {"minutes": [{"text": "Kuukausimaksu on 1 480 €. Käyttäjäkoulutus ei sisälly siihen."}]}
    Kuukausimaksu on edelleen 1 480 euroa.
    ```
    ```fi good {"open_commitments": [{"what": "korjattu matkaraportti", "due": "2026-03-13"}]}
    Korjattu matkaraportti siirtyy keskiviikkoon 18.3., pahoittelen.
    ```
    ```zh-Hant bad {"minutes": [{"text": "內含兩場免費的種子講師訓練。每月維護費新台幣 486,000 元。"}]}
    每月維護費是新台幣 468,000 元。
    ```
    ```zh-Hant bad {"minutes": [{"text": "內含兩場免費的種子講師訓練。每月維護費新台幣 486,000 元。"}]}
    種子講師訓練要另外收費。
    ```
    ```zh-Hant good {"minutes": [{"text": "內含兩場免費的種子講師訓練。每月維護費新台幣 486,000 元。"}]}
    每月維護費是新台幣 486,000 元，種子講師訓練免費。
    ```
    ```zh-Hant good {"open_commitments": [{"what": "寄出更正後的對帳報表", "due": "2026-03-13"}]}
    更正後的對帳報表原定3月13日，要延到3月18日，很抱歉。
    ```
    ```zh-Hans bad {"minutes": [{"text": "每月维护费8000元。上门培训另行收费。"}]}
    每月维护费还是7500元。
    ```
    ```zh-Hans bad {"minutes": [{"text": "每月维护费8000元。上门培训另行收费。"}]}
    上门培训是免费的。
    ```
    ```zh-Hans good {"minutes": [{"text": "每月维护费8000元。上门培训另行收费。"}]}
    每月维护费还是8000元，上门培训另行收费。
    ```
    ```zh-Hans good {"open_commitments": [{"what": "发送更正后的对账报表", "due": "2026-03-13"}]}
    更正后的对账报表原定3月13日，要推迟到3月18日，非常抱歉。
    ```
    ```yue bad {"minutes": [{"text": "每個月維護費 HK$8,000。上門培訓另外計錢。"}]}
    每個月嘅維護費都係 HK$7,500。
    ```
    ```yue bad {"minutes": [{"text": "每個月維護費 HK$8,000。上門培訓另外計錢。"}]}
    上門培訓唔收錢㗎。
    ```
    ```yue good {"minutes": [{"text": "每個月維護費 HK$8,000。上門培訓另外計錢。"}]}
    每個月嘅維護費都係 HK$8,000，上門培訓就另外計。
    ```
    ```yue good {"open_commitments": [{"what": "寄返更正咗嘅對帳報表", "due": "2026-03-13"}]}
    更正咗嘅對帳報表本來係3月13號，要改到3月18號，唔好意思。
    ```

    ## Use instead
    ```en
    We agreed on [what the record says] on [day]. We would like to change that to [new], because [reason]. Do you agree?
    ```
    ```fi
    Sovimme [päivä]: [mitä muistiossa on]. Haluaisimme muuttaa sen näin: [uusi], koska [syy]. Sopiiko se teille?
    ```
    ```zh-Hant
    我們在[日期]約定的是[紀錄內容]，因為[原因]，想改成[新的內容]，您同意嗎？
    ```
    ```zh-Hans
    我们在[日期]约定的是[记录内容]，因为[原因]，想改成[新的内容]，您同意吗？
    ```
    ```yue
    我哋喺[日期]講好嘅係[紀錄內容]，因為[原因]，想改做[新內容]，你同唔同意？
    ```
    """

    code = "R201"
    slug = "contradicts-record"
    severity = Severity.ERROR
    messages = {
        "figure": "“{match}” is another figure than the record has: “{record}”. Keep to that, or say that it changes.",
        "day": "“{match}” is another day than the record has: {record}. Keep to it, or say openly that it moves.",
        "scope": "“{match}” says the opposite of the record: “{record}”. Keep to it, or say openly that it changes.",
    }

    def check(self, draft: Draft) -> Iterator[Finding]:
        """A finding for each figure, day or word of scope that the record has otherwise."""
        facts = draft.facts
        if not (facts.minutes or facts.open_commitments or facts.owed_inputs):
            return
        if not (draft.amounts or draft.deadlines or draft.matches(self.slug) or draft.matches(DEEDS) or draft.promises):
            return
        known = list(statements(facts, draft.language))
        record = Record(known, facts.sent_at.date() if facts.sent_at else None)
        alone = Alone(known, draft)
        for sentence in range(len(draft.sentences)):
            for clause in said(draft, sentence, self.slug):
                if _is_open(draft, sentence, clause):
                    continue
                yield from self._figures(clause, record, alone)
                if not _is_announced(draft, sentence):
                    yield from self._days(draft, clause, record, alone)
                    yield from self._scope(clause, record)

    def _figures(self, clause: Said, record: Record, alone: Alone) -> Iterator[Finding]:
        for amount in clause.amounts:
            other = record.another_figure(clause, amount)
            found = Other(other, True) if other is not None else alone.figure(clause, amount)
            if found is not None:
                shown = {"record": _shown(found.statement)}
                yield self.finding(amount.start, amount.end, "figure", shown, severity=_severity(found.sure))

    def _days(self, draft: Draft, clause: Said, record: Record, alone: Alone) -> Iterator[Finding]:
        for time, day in clause.days:
            days = record.other_days(clause, day)
            named = any(map(str.isdigit, draft.text[time.start : time.end]))  # and not "this afternoon"
            only = alone.day(clause, day) if named and not days else None
            if only is not None:
                days = sorted(only.statement.days | only.statement.limits)
            if days:
                shown = {"record": ", ".join(map(str, days))}
                sure = only is None or only.sure
                yield self.finding(time.start, time.end, "day", shown, severity=_severity(sure))

    def _scope(self, clause: Said, record: Record) -> Iterator[Finding]:
        for cue in _telling(clause.scope):
            against = record.opposite(clause, cue.cue.kind, self.slug)
            if against is not None:
                yield self.finding(cue.start, cue.end, "scope", {"record": _shown(against)})
        if clause.undertakes:
            against = record.opposite(clause, "undertaken", self.slug)
            if against is not None:
                yield self.finding(*clause.place, "scope", {"record": _shown(against)})


def _telling(scope: Sequence[Match]) -> list[Match]:
    """The first word of what is included or who pays, and the first of who does it."""
    doers = [each for each in scope if each.cue.kind in DOERS]
    return [*[each for each in scope if each.cue.kind not in DOERS][:1], *doers[:1]]


def _severity(sure: bool) -> Severity:
    return Severity.ERROR if sure else Severity.SUGGESTION


def _kinds(draft: Draft, sentence: int) -> set[str]:
    return {cue.cue.kind for cue in draft.cues_in(ContradictsRecord.slug, sentence)}


def _is_open(draft: Draft, sentence: int, clause: Said) -> bool:
    """Whether the draft proposes or asks, or tells what others say: in the sentence, or beside it of the same thing."""
    if _kinds(draft, sentence) & _PROPOSES:
        return True
    for near in (sentence - 1, sentence + 1):
        kinds = _kinds(draft, near)
        if "consent" in kinds or ("change" in kinds and _is_of(draft, near, clause)):
            return True
    return False


def _is_announced(draft: Draft, sentence: int) -> bool:
    """Whether it says openly that a day or the scope changes. A new figure needs the old one beside it, or consent."""
    if _kinds(draft, sentence) & _ANNOUNCES:
        return True
    return any(_kinds(draft, near) & _ANNOUNCES for near in (sentence - 1, sentence + 1))


def _is_of(draft: Draft, sentence: int, clause: Said) -> bool:
    """Whether a sentence names a time or a figure, or speaks of the same thing."""
    around = draft.sentences[sentence]
    if draft.times_in(sentence) or any(around.start <= each.start < around.end for each in draft.amounts):
        return True
    return bool(clause.topic & topic(fold(around.text).folded, draft.document.utterances[sentence].language))


def _shown(statement: Statement) -> str:
    text = " ".join(statement.text.split())
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"
