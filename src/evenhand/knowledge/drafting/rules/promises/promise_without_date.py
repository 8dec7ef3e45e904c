"""The rule promise-without-date."""

from collections.abc import Iterator
from datetime import date, datetime

from evenhand.knowledge.drafting.deliveries import WORDS, is_question, times_ahead
from evenhand.knowledge.drafting.draft import Draft
from evenhand.knowledge.drafting.finding import Finding, Severity
from evenhand.knowledge.drafting.rule import Rule
from evenhand.knowledge.drafting.things import same_thing

# Sentences of a kind of their own, which no time would mend.
_OTHERS = {"absolute-guarantee": "", "unfair-restriction": "cut-off"}  # by the kind of their phrases
_LET_PASS = frozenset({"courtesy", "condition", "other"})
_MOST = 30  # dated promises of a draft that others are laid beside


class PromiseWithoutDate(Rule):
    """A promise that names no time.

    ## What it does
    Finds what we undertake to do without saying by when; "soon" and "as soon as possible" are no time. Small
    courtesies ("we will gladly help") are let pass, and so are what waits for the customer's answer, a promise whose
    time stands in the sentence beside it, and a draft that says when the customer hears from us next. It is only a
    suggestion to look at something, and to promise one thing without a time where another has one.

    ## Why it matters
    The customer fills the gap with a date of their own, usually tomorrow, and is angry when it passes. A time that is
    later but kept is better than none, and only a dated promise can be reminded of and shown to have been kept.

    ## Example
    ```en bad
    We will send you the corrected invoice.
    ```
    ```en bad
    I will ask our accounts office for the bank reference and call you about it.
    ```
    ```en good
    We have found the wrong row and are correcting the invoice. You will hear from me by Friday, 13 March, at noon.
    ```
    ```en good
    We will send you the corrected invoice by Friday, 13 March.
    ```
    ```fi bad
    Lähetämme teille korjatun laskun.
    ```
    ```fi bad
    Kysyn laskutukselta viitenumeroa ja soitan teille siitä.
    ```
    ```fi good
    Korjaamme laskun rivin 3. Kuulette minusta viimeistään perjantaina 13.3. kello 12.
    ```
    ```fi good
    Lähetämme teille korjatun laskun perjantaihin 13.3. mennessä.
    ```
    ```zh-Hant bad
    我們會把更正後的發票寄給您。
    ```
    ```zh-Hant bad
    我會向會計查詢匯款編號，再打電話告訴您。
    ```
    ```zh-Hant good
    我們會更正發票第三列，3月13日（五）中午前寫信告訴您結果。
    ```
    ```zh-Hant good
    我們會在3月13日（五）前把更正後的發票寄給您。
    ```
    ```zh-Hans bad
    我们会把更正后的发票寄给您。
    ```
    ```zh-Hans bad
    我会向财务查询汇款编号，再打电话告诉您。
    ```
    ```zh-Hans good
    我们会更正发票第三行，3月13日（周五）中午前给您答复。
    ```
    ```zh-Hans good
    我们会在3月13日（周五）前把更正后的发票寄给您。
    ```
    ```yue bad
    我哋會將更正咗嘅發票寄返畀你。
    ```
    ```yue bad
    我問清楚會計個匯款編號，再打畀你。
    ```
    ```yue good
    我哋會改返張發票第三行，3月13號（星期五）中午之前打畀你。
    ```
    ```yue good
    我哋會喺3月13號（星期五）之前將更正咗嘅發票寄返畀你。
    ```

    ## Use instead
    ```en
    … by [day, time]. If it takes longer, you will hear from us before then.
    ```
    ```fi
    … viimeistään [päivä ja kellonaika]. Jos siinä kestää pidempään, kerromme siitä ennen sitä.
    ```
    ```zh-Hant
    ……最晚[日期、時間]。如果需要更久，我們會在那之前先告訴您。
    ```
    ```zh-Hans
    ……最晚[日期、时间]。如果需要更久，我们会在那之前先告诉您。
    ```
    ```yue
    ……最遲[日期、時間]。如果要耐啲，我哋會喺之前同你講。
    ```
    """

    code = "P101"
    slug = "promise-without-date"
    severity = Severity.WARNING
    messages = {
        "": "“{match}” is a promise without a time. Say by when, so that nobody has to guess.",
        "now": "“{match}” sounds quick but names no time. Say the hour or the day.",
    }

    def check(self, draft: Draft) -> Iterator[Finding]:
        """A finding for each sentence that promises and has no time in it or beside it."""
        promised = _promised(draft)
        if not promised or _has_dated_word(draft):
            return
        kinds = _kinds(draft)
        dated = [number for number in range(len(draft.sentences)) if _is_dated(draft, number)]
        for sentence, (start, end) in promised.items():
            said = kinds.get(sentence) or set()
            if said & _LET_PASS or _awaits_answer(draft, sentence, end) or _has_time_near(draft, sentence):
                continue
            if any(_is_same(draft, sentence, number) for number in dated[:_MOST]):
                continue
            kind = "now" if "now" in said else ""
            strong = "promise" in said or ("weak" not in said and _is_plain(draft, sentence))
            weak = bool(dated or kind or not strong)
            yield self.finding(start, end, kind, severity=Severity.SUGGESTION if weak else None, phrase="")


def _promised(draft: Draft) -> dict[int, tuple[int, int]]:
    """The first promise of each sentence: by the reading's patterns, or by words of this rule."""
    found = [(each.sentence, each.start, each.end) for each in draft.promises if not _is_told(draft, each.sentence)]
    found += [
        (each.sentence, each.start, each.end)
        for each in draft.matches(PromiseWithoutDate.slug)
        if each.cue.kind in ("promise", "slight") and not is_question(draft, each.sentence)
    ]
    return {sentence: (start, end) for sentence, start, end in sorted(found, reverse=True)}


def _is_told(draft: Draft, sentence: int) -> bool:
    """Whether all times in a sentence are past: it tells of what was."""
    times = [each.due for each in draft.times_in(sentence)]
    return bool(times) and None not in times and not any(times_ahead(draft, sentence))


def _kinds(draft: Draft) -> dict[int, set[str]]:
    """The kinds of cues in each sentence."""
    found: dict[int, set[str]] = {}
    for each in draft.matches(PromiseWithoutDate.slug):
        found.setdefault(each.sentence, set()).add(each.cue.kind)
    for slug, kind in _OTHERS.items():
        for each in draft.matches(slug):
            if each.cue.kind == kind:
                found.setdefault(each.sentence, set()).add("other")
    return found


def _has_dated_word(draft: Draft) -> bool:
    """Whether the draft says when the customer hears from us next: then what is promised beside it has its time."""
    words = {each.sentence for each in draft.matches(WORDS) if each.cue.kind == "word"}
    return any(draft.sentence_at(each.start) in words for each in times_ahead(draft))


def _has_time_near(draft: Draft, sentence: int) -> bool:
    """Whether the sentence names a time, or one beside it that promises too; behind it any limit in days will do."""
    if any(times_ahead(draft, sentence)):
        return True
    if any(any(times_ahead(draft, near)) and _undertakes(draft, near) for near in (sentence - 1, sentence + 1)):
        return True
    return any(each.firm and _is_day(draft, each.due) for each in times_ahead(draft, sentence + 1))


def _undertakes(draft: Draft, sentence: int) -> bool:
    """Whether a sentence promises something, or says when something will be there."""
    return bool(draft.promises_in(sentence)) or _is_deed(draft, sentence)


def _is_plain(draft: Draft, sentence: int) -> bool:
    """Whether the reading takes it for a promise, and it is one of a deed or a word."""
    return bool(draft.promises_in(sentence)) and _is_deed(draft, sentence)


def _is_deed(draft: Draft, sentence: int) -> bool:
    return any(each.cue.kind in ("word", "delivery") for each in draft.cues_in(WORDS, sentence))


def _is_dated(draft: Draft, sentence: int) -> bool:
    return any(times_ahead(draft, sentence)) and _undertakes(draft, sentence)


def _is_same(draft: Draft, sentence: int, dated: int) -> bool:
    """Whether a dated sentence speaks of what is promised in another."""
    return same_thing(draft.sentences[sentence].text, draft.sentences[dated].text) is True


def _is_day(draft: Draft, due: date | datetime | None) -> bool:
    """Whether a time is a day, and not an hour that may be any day's."""
    sent = draft.facts.sent_at
    return due is not None and not (isinstance(due, datetime) and sent is not None and due.date() == sent.date())


def _awaits_answer(draft: Draft, sentence: int, end: int) -> bool:
    """Whether what is promised waits for the customer: something is asked of them before it, or with it."""
    if sentence and is_question(draft, sentence - 1):
        return True
    near = (each for number in (sentence - 1, sentence) for each in draft.cues_in(PromiseWithoutDate.slug, number))
    return any(each.cue.kind == "asked" and each.start < end for each in near)
