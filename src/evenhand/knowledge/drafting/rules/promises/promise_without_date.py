"""The rule promise-without-date."""

from collections.abc import Iterator

from evenhand.knowledge.drafting.draft import Draft
from evenhand.knowledge.drafting.finding import Finding, Severity
from evenhand.knowledge.drafting.rule import Rule

# Sentences of a kind of their own, which no time would mend.
_OTHERS = ("absolute-guarantee", "unfair-restriction")


class PromiseWithoutDate(Rule):
    """A promise that names no time.

    ## What it does
    Finds what we undertake to do without saying by when. Small courtesies ("we will gladly help") are let pass, and so
    is a promise whose time stands in the sentence beside it.

    ## Why it matters
    The customer fills the gap with a date of their own, usually tomorrow, and is angry when it passes. A time that is
    later but kept is better than none, and only a dated promise can be reminded of and shown to have been kept.

    ## Example
    ```en bad
    We will send you the corrected invoice.
    ```
    ```en good
    We will send you the corrected invoice by Friday, 13 March.
    ```
    ```fi bad
    Lähetämme teille korjatun laskun.
    ```
    ```fi good
    Lähetämme teille korjatun laskun perjantaihin 13.3. mennessä.
    ```
    ```zh-Hant bad
    我們會把更正後的發票寄給您。
    ```
    ```zh-Hant good
    我們會在3月13日（五）前把更正後的發票寄給您。
    ```
    ```zh-Hans bad
    我们会把更正后的发票寄给您。
    ```
    ```zh-Hans good
    我们会在3月13日（周五）前把更正后的发票寄给您。
    ```
    ```yue bad
    我哋會將更正咗嘅發票寄返畀你。
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
    messages = {"": "“{match}” is a promise without a time. Say by when, so that nobody has to guess."}

    def check(self, draft: Draft) -> Iterator[Finding]:
        """A finding for each promise that has no time in its sentence or beside it."""
        courtesies = {match.sentence for slug in (self.slug, *_OTHERS) for match in draft.matches(slug)}
        for promise in draft.promises:
            if promise.dated or promise.sentence in courtesies:
                continue
            low, high = draft.around(promise.sentence)
            if not any(low <= time.start < high for time in draft.deadlines):
                yield self.finding(promise.start, promise.end)
