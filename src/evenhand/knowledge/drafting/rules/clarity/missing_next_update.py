"""The rule missing-next-update."""

import re
from collections.abc import Iterator

from evenhand.knowledge.drafting.deliveries import is_question, times_ahead
from evenhand.knowledge.drafting.draft import Draft, Match
from evenhand.knowledge.drafting.finding import Finding, Severity
from evenhand.knowledge.drafting.refusing import refusals
from evenhand.knowledge.drafting.rule import Rule
from evenhand.knowledge.drafting.rules.clarity.no_owner import NoOwner
from evenhand.knowledge.drafting.rules.clarity.vague import Vague
from evenhand.knowledge.drafting.rules.promises.promise_without_date import PromiseWithoutDate
from evenhand.knowledge.language.late import late

_OPEN = ""  # the matter is not settled
_HANDED = "handed"  # it was noted or handed on, which leaves it open unless the draft says that it is done
_CLOSED = "closed"  # something was settled
_WORD = "word"  # we send word
_THEIRS = "ask"  # the next step is the reader's
_WISH = "wish"  # the weekend that we wish them is no time of ours
_MEANWHILE = "meanwhile"  # what its sentence asks for is no step: "until then, keep the tap closed"
_UNTIMED = "untimed"  # no word of ours is open, but what the reply says of the next step has no time
_A_REPLY = 3  # sentences from which a draft is a reply and no turn of a chat
_A_STATEMENT = 12  # columns from which a sentence is more than a greeting or a name
_FIRST_WIDE = "⺀"
_LASTING = late(
    r"(?:\d|\b(?:one|two|three|four|five|ten|couple of|few)|[一二三四五六七八九十兩两幾几])[ 個个]?"
    r"(?:min|hour|h\b|day|working|business|week|arki|päiv|tun|viikk|vuorok|分|小[時时]|鐘|钟|天|日|工作|[週周]|星期|禮拜)",
    re.IGNORECASE,
)


class MissingNextUpdate(Rule):
    """A matter left open without saying when the customer hears from us again.

    ## What it does
    Finds replies in which the matter goes on (we are looking into it, it was passed on, we wait for the supplier, it is
    not solved yet) and in which no time of our next word stands. "As soon as we know more" is no time. A reply that asks
    the customer for something before we can go on is let pass, and so is one that says when they hear from us, wherever
    in the reply it says so. What they may do meanwhile ("until then keep the tap closed") settles nothing.

    A whole reply that only promises, puts off ("soon") or hands on, and names no time anywhere, gets a suggestion.

    ## Why it matters
    Silence is read as neglect after a day or two. Most reminders and most anger come in the gap between "we are on it" and
    the next word; a customer who knows that word comes on Thursday waits until Thursday, even if it is only "not yet".

    ## Example
    ```en bad
    We are still looking into the failed export.
    ```
    ```en bad
    Thank you for your patience. The part is not here yet, and we are waiting for an answer from the supplier.
    ```
    ```en good
    We are still looking into the failed export. You will hear from me by Thursday at 15:00, even if it is not solved.
    ```
    ```en good
    So that we can look into the failed export, please send us the log file.
    ```
    ```fi bad
    Siirtoon liittyvä vika on edelleen selvityksessä.
    ```
    ```fi bad
    Osa ei ole vielä saapunut, ja odotamme toimittajan vastausta.
    ```
    ```fi good
    Selvitämme edelleen, miksi siirto epäonnistui. Kerron tilanteesta viimeistään torstaina kello 15.
    ```
    ```fi good
    Jotta voimme selvittää asiaa, lähetättekö meille lokitiedoston?
    ```
    ```zh-Hant bad
    匯出失敗的原因，我們還在調查中。
    ```
    ```zh-Hant bad
    零件還沒到，目前在等供應商回覆。
    ```
    ```zh-Hant good
    匯出失敗的原因，我們還在調查中。星期四下午三點前我會跟您回報進度，不論有沒有結果。
    ```
    ```zh-Hant good
    為了查明匯出失敗的原因，請您提供當時的紀錄檔。
    ```
    ```zh-Hans bad
    导出失败的原因，我们还在排查中。
    ```
    ```zh-Hans bad
    配件还没到，目前在等供应商回复。
    ```
    ```zh-Hans good
    导出失败的原因，我们还在排查中。周四下午三点前我会向您反馈进展，不论有没有结果。
    ```
    ```zh-Hans good
    为了查明导出失败的原因，请您提供当时的日志文件。
    ```
    ```yue bad
    匯出失敗嘅原因，我哋仲查緊。
    ```
    ```yue bad
    件零件未到，而家等緊供應商覆。
    ```
    ```yue good
    匯出失敗嘅原因，我哋仲查緊。星期四下晝三點前我會話你知進度，有冇結果都會講。
    ```
    ```yue good
    想查到匯出失敗嘅原因，麻煩你畀份 log 檔我哋。
    ```

    ## Use instead
    ```en
    You will hear from me by [day, time], even if there is nothing new.
    Our next update comes on [day, time]; if the answer is there sooner, so are we.
    ```
    ```fi
    Kuulette minusta viimeistään [päivä, kellonaika], vaikka uutta ei olisi.
    Seuraavan tilannetiedon saatte [päivä, kellonaika]; jos asia selviää aiemmin, kerromme heti.
    ```
    ```zh-Hant
    不論有沒有進展，[日期、時間]前我都會跟您回報。
    下一次更新是[日期、時間]；提早有結果就提早通知您。
    ```
    ```zh-Hans
    不论有没有进展，[日期、时间]前我都会给您反馈。
    下一次更新是[日期、时间]；提前有结果就提前通知您。
    ```
    ```yue
    有冇進展都好，[日期、時間]前我都會話你知。
    下次更新係[日期、時間]；早啲有結果就早啲通知你。
    ```
    """

    code = "C504"
    slug = "missing-next-update"
    severity = Severity.WARNING
    messages = {
        "": "“{match}” leaves the matter open, and the reply does not say when the customer hears from us next. Name a day and time.",
        "untimed": "“{match}” has no time, nor has the rest of the reply. Say when the customer hears from us next.",
    }

    def check(self, draft: Draft) -> Iterator[Finding]:
        """One finding a draft: the first words that leave the matter open, or else the last that have no time."""
        if _is_theirs(draft):
            return
        first = next(iter(_open(draft)), None)
        if first is not None and not _next_word(draft):
            severity = Severity.SUGGESTION if _is_settled(draft) else None
            yield self.finding(first.start, first.end, severity=severity)
        elif first is None and (last := _undated(draft)):
            yield self.finding(last.start, last.end, _UNTIMED, severity=Severity.SUGGESTION)


def _undated(draft: Draft) -> Finding | None:
    """The last words that promise, put off or hand on, where a whole reply names no time and tells of nothing done."""
    told = sum(_is_statement(each.text) for each in draft.sentences)
    if told < _A_REPLY or draft.deadlines or _LASTING.search(draft.text):
        return None
    if _is_settled(draft) or refusals(draft):
        return None
    found = [each for rule in (PromiseWithoutDate(), Vague(), NoOwner()) for each in rule.check(draft)]
    kinds = {Vague.slug: ("time",), NoOwner.slug: ("",)}
    of_ours = (each for each in found if each.kind in kinds.get(each.slug, (each.kind,)))
    return max(of_ours, key=lambda each: each.start, default=None)


def _is_statement(sentence: str) -> bool:
    """Whether a sentence is more than a greeting or a name."""
    return sum(2 if each >= _FIRST_WIDE else 1 for each in sentence[:_A_STATEMENT]) >= _A_STATEMENT


def _open(draft: Draft) -> list[Match]:
    """What leaves the matter open, in order."""
    matches = draft.matches(MissingNextUpdate.slug)
    kinds = {_OPEN} if _is_settled(draft) else {_OPEN, _HANDED}
    return [match for match in matches if match.cue.kind in kinds and not is_question(draft, match.sentence)]


def _is_settled(draft: Draft) -> bool:
    """Whether the draft tells of something that was settled."""
    return any(match.cue.kind == _CLOSED for match in draft.matches(MissingNextUpdate.slug))


def _is_theirs(draft: Draft) -> bool:
    """Whether the draft asks for something without which the matter cannot go on."""
    matches = draft.matches(MissingNextUpdate.slug)
    meanwhile = {match.sentence for match in matches if match.cue.kind == _MEANWHILE}
    return any(match.cue.kind == _THEIRS and match.sentence not in meanwhile for match in matches)


def _next_word(draft: Draft) -> bool:
    """Whether a time stands with words that send word, or in or after a sentence that leaves the matter open."""
    wishes = {match.sentence for match in draft.matches(MissingNextUpdate.slug) if match.cue.kind == _WISH}
    timed = {draft.sentence_at(time.start) for time in times_ahead(draft)} - wishes
    for match in draft.matches(MissingNextUpdate.slug):
        is_open = match.cue.kind in (_OPEN, _HANDED)
        near = {match.sentence, match.sentence + 1} if is_open else {match.sentence}
        if match.cue.kind in (_OPEN, _HANDED, _WORD) and near & timed:
            return True
        if is_open and _lasts(draft, match.sentence):
            return True
    return False


def _lasts(draft: Draft, sentence: int) -> bool:
    """Whether the sentence or the next one says how long it takes."""
    start, end = draft.around(sentence, before=0)
    return _LASTING.search(draft.text, start, end) is not None
