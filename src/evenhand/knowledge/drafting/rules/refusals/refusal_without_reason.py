"""The rule refusal-without-reason."""

from collections.abc import Iterator

from evenhand.knowledge.drafting.draft import Draft
from evenhand.knowledge.drafting.finding import Finding, Severity
from evenhand.knowledge.drafting.refusing import have_reason, may_have_reason, refusals
from evenhand.knowledge.drafting.rule import Rule


class RefusalWithoutReason(Rule):
    """A refusal that does not say why.

    ## What it does
    Finds where we refuse what the customer asked for and neither that sentence nor those beside it say why. That it was
    considered or that we are sorry is no reason, nor is a rule of which we do not say what it says: "our policy", "for
    technical reasons", "the system does not allow it".

    ## Why it matters
    A bare no reads as "you do not matter" and is asked again, louder, to somebody else. A reason that the customer can
    check (the day the period ended, the clause, the part that is no longer made) ends the matter in a way that is fair.

    ## Example
    ```en bad
    Unfortunately we cannot refund the licence. You can of course keep using it until 30 June.
    ```
    ```en bad
    I am afraid we cannot exchange the printer, as that is our policy. What I can offer is a discount of 10 % on a new one.
    ```
    ```en good
    We cannot refund the licence because it has been in use since 2 January. You can pass it on to a colleague until 30 June.
    ```
    ```en good
    The 14 days for returns ended on 2 March, so we cannot take the printer back. I can offer you a repair for EUR 60.
    ```
    ```fi bad
    Valitettavasti emme voi palauttaa lisenssimaksua. Voitte toki käyttää lisenssiä 30.6. asti.
    ```
    ```fi bad
    Emme pysty vaihtamaan tulostinta. Sen sijaan voimme tarjota huoltoa 60 eurolla.
    ```
    ```fi good
    Emme voi palauttaa lisenssimaksua, koska lisenssi on ollut käytössä 2.1. alkaen. Voitte siirtää sen kollegalle.
    ```
    ```fi good
    Palautusaika päättyi 2.3., joten emme voi ottaa tulostinta takaisin. Voimme tarjota huoltoa 60 eurolla.
    ```
    ```zh-Hant bad
    很抱歉，我們無法退還授權費用。您仍可使用到6月30日。
    ```
    ```zh-Hant bad
    這台印表機恕難更換。您可以改選維修方案，費用 1,500 元。
    ```
    ```zh-Hant good
    因為授權從1月2日起就已啟用，我們無法退還費用。您可以把授權移轉給其他使用者，使用到6月30日。
    ```
    ```zh-Hant good
    鑑賞期已在3月2日截止，所以無法受理退貨。您可以改選維修方案，費用 1,500 元。
    ```
    ```zh-Hans bad
    很抱歉，我们无法退还授权费用。您仍可使用到6月30日。
    ```
    ```zh-Hans bad
    这台打印机我们不能换货。您可以选择维修，费用300元。
    ```
    ```zh-Hans good
    因为授权从1月2日起就已启用，我们无法退还费用。您可以把授权转移给其他用户，用到6月30日。
    ```
    ```zh-Hans good
    七天无理由退货期已在3月2日结束，所以不能办理退货。您可以选择维修，费用300元。
    ```
    ```yue bad
    唔好意思，我哋冇辦法退返個授權費。你可以用到6月30號。
    ```
    ```yue bad
    部打印機唔可以換。你可以揀維修，收費300蚊。
    ```
    ```yue good
    因為個授權1月2號已經開始用，所以我哋冇辦法退返。你可以轉畀第二個人，用到6月30號。
    ```
    ```yue good
    退貨期3月2號已經完咗，所以唔可以退。你可以揀維修，收費300蚊。
    ```

    ## Use instead
    ```en
    We cannot [what was asked], because [reason that can be checked: date, clause, stock].
    ```
    ```fi
    Emme voi [mitä pyydettiin], koska [syy, jonka voi tarkistaa: päivä, sopimuskohta, varastotilanne].
    ```
    ```zh-Hant
    因為[可查證的原因：日期、條款、庫存]，我們無法[客戶的要求]。
    ```
    ```zh-Hans
    因为[可核实的原因：日期、条款、库存]，我们无法[客户的要求]。
    ```
    ```yue
    因為[查得到嘅原因：日期、條款、存貨]，所以我哋冇辦法[客人嘅要求]。
    ```
    """

    code = "N301"
    slug = "refusal-without-reason"
    severity = Severity.WARNING
    messages = {"": "“{match}” refuses without saying why. Give a reason that the customer can check."}

    def check(self, draft: Draft) -> Iterator[Finding]:
        """A finding for the first refusal, where none of them has a reason near it."""
        found = refusals(draft)
        if found and not have_reason(draft, found):
            severity = Severity.SUGGESTION if may_have_reason(draft, found) else None
            yield self.finding(found[0].start, found[0].end, severity=severity)
