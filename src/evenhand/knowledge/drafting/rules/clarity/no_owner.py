"""The rule no-owner."""

from collections.abc import Iterator

from evenhand.knowledge.drafting.draft import Draft
from evenhand.knowledge.drafting.finding import Finding, Severity
from evenhand.knowledge.drafting.rule import EVERYBODY, Rule

_OWNER = "owner"


class NoOwner(Rule):
    """A next step that belongs to nobody.

    ## What it does
    Finds steps that "someone", "the relevant team" or nobody at all is to take. It is let pass where a person is named in
    the sentence or beside it: the writer ("I will"), a colleague by name, or a contact to turn to.

    ## Why it matters
    What belongs to everybody is done by nobody, and the customer cannot ask anybody how it stands. They write again to all
    addresses they have. A name, even if it is only the writer's, says that somebody answers for it.

    ## Example
    ```en bad
    Someone will be in touch with you about the refund tomorrow at 10.
    ```
    ```en bad
    This needs to be looked at by the relevant department.
    ```
    ```en good
    I will call you about the refund tomorrow at 10.
    ```
    ```en good
    Anna Berg from billing will call you about the refund tomorrow at 10; her direct line is 020 1234.
    ```
    ```fi bad
    Joku ottaa teihin yhteyttä palautuksesta huomenna kello 10.
    ```
    ```fi bad
    Asianomainen osasto katsoo laskun huomenna kello 10.
    ```
    ```fi good
    Soitan teille palautuksesta huomenna kello 10.
    ```
    ```fi good
    Kollegani Anna Berg laskutuksesta soittaa teille palautuksesta huomenna kello 10.
    ```
    ```zh-Hant bad
    明天上午十點前會有專人與您聯繫退款事宜。
    ```
    ```zh-Hant bad
    帳單的部分，明天上午十點前由相關單位處理。
    ```
    ```zh-Hant good
    我明天上午十點前會打電話跟您說明退款。
    ```
    ```zh-Hant good
    帳務組的林怡君明天上午十點前會打電話跟您說明退款。
    ```
    ```zh-Hans bad
    明天上午十点前会有专人与您联系退款事宜。
    ```
    ```zh-Hans bad
    账单的部分，明天上午十点前由相关部门处理。
    ```
    ```zh-Hans good
    我明天上午十点前会打电话向您说明退款。
    ```
    ```zh-Hans good
    财务组的林怡君明天上午十点前会打电话向您说明退款。
    ```
    ```yue bad
    聽日朝早十點前會有專人聯絡你講退款。
    ```
    ```yue bad
    張單聽日朝早十點前由相關部門處理。
    ```
    ```yue good
    我聽日朝早十點前會打畀你講退款。
    ```
    ```yue good
    會計部嘅陳小姐聽日朝早十點前會打畀你講退款。
    ```

    ## Use instead
    ```en
    I am looking after this myself; you reach me at [number or address].
    [Name] from [team] takes care of it and will [what] by [day, time].
    ```
    ```fi
    Hoidan asian itse; tavoitatte minut [numero tai osoite].
    [Nimi], [tiimi], hoitaa asian ja [mitä] viimeistään [päivä, kellonaika].
    ```
    ```zh-Hant
    這件事由我負責，您可以用[電話或信箱]找到我。
    [部門]的[姓名]負責處理，會在[日期、時間]前[做什麼]。
    ```
    ```zh-Hans
    这件事由我负责，您可以通过[电话或邮箱]找到我。
    [部门]的[姓名]负责处理，会在[日期、时间]前[做什么]。
    ```
    ```yue
    呢件事由我跟，你可以打[電話]或者電郵[地址]搵我。
    [部門]嘅[姓名]負責跟進，會喺[日期、時間]前[做乜]。
    ```
    """

    code = "C503"
    slug = "no-owner"
    severity = Severity.SUGGESTION
    audiences = EVERYBODY
    messages = {
        "": "“{match}” belongs to nobody. Name who does it, if need be yourself, so that the customer knows whom to ask.",
        "passive": "“{match}” says that something is to be done, but not by whom. Name who does it.",
    }

    def check(self, draft: Draft) -> Iterator[Finding]:
        """One finding a sentence, unless somebody is named in it or beside it."""
        matches = draft.matches(self.slug)
        owned = {match.sentence for match in matches if match.cue.kind == _OWNER}
        told: set[int] = set()
        for match in matches:
            near = {match.sentence - 1, match.sentence, match.sentence + 1}
            if match.cue.kind != _OWNER and match.sentence not in told and not near & owned:
                told.add(match.sentence)
                yield self.finding(match.start, match.end, match.cue.kind)
