"""The rule contempt."""

from collections.abc import Iterator

from evenhand.knowledge.drafting.draft import Draft
from evenhand.knowledge.drafting.finding import Finding, Severity
from evenhand.knowledge.drafting.rule import EVERYBODY, PhraseRule


class Contempt(PhraseRule):
    """Looking down on the reader, on customers, or on those who pay.

    ## What it does
    Finds words that make the reader small ("even a child could do this", "people like you"), names and labels for
    customers behind their backs, and mockery of people who have little money. It reads drafts for customers, for
    colleagues and for the public.

    ## Why it matters
    Anger is forgiven, contempt is not. Internal mails are forwarded and end in court files, and a single remark of a
    leader about customers has cost firms more than any single customer ever did. Who laughs at customers in the team
    also serves them worse.

    ## Example
    ```en bad
    Let me explain it slowly, in words that even you can follow.
    ```
    ```en bad
    Our customers are too stupid to notice the difference.
    ```
    ```en good
    Many customers stumble over this step: the button is hidden behind the arrow at the top right. Here is a picture.
    ```
    ```en good
    Most customers did not notice the difference, so we will say it at the top of the invoice.
    ```
    ```fi bad
    Lapsikin osaisi noudattaa näitä ohjeita.
    ```
    ```fi bad
    Asiakkaat ovat liian tyhmiä huomaamaan eroa.
    ```
    ```fi good
    Tässä kohdassa moni eksyy: painike on piilossa oikean yläkulman nuolen takana. Liitteenä on kuva.
    ```
    ```fi good
    Useimmat asiakkaat eivät huomanneet eroa, joten kerromme siitä laskun alussa.
    ```
    ```zh-Hant bad
    這種步驟連小學生都會，您照著做就好。
    ```
    ```zh-Hant bad
    像您這種程度的客戶，說了也聽不懂。
    ```
    ```zh-Hant good
    這一步很多客戶都會卡住：按鈕藏在右上角的箭頭後面，附圖給您參考。
    ```
    ```zh-Hant good
    今天有位客戶對帳單有疑問，說明已經寫在案件紀錄裡。
    ```
    ```zh-Hans bad
    这种步骤连小学生都会，您照着做就行。
    ```
    ```zh-Hans bad
    嫌贵可以不买，我们的产品不是给穷人用的。
    ```
    ```zh-Hans good
    这一步很多客户都会卡住：按钮藏在右上角的箭头后面，附图供您参考。
    ```
    ```zh-Hans good
    我们也有价格更低的基础版，功能对照表附在后面。
    ```
    ```yue bad
    咁簡單嘅嘢，細路仔都識啦。
    ```
    ```yue bad
    嗰個師奶又嚟煩，呢啲客真係蠢到冇藥醫。
    ```
    ```yue good
    呢一步好多客都會卡住：個掣收埋喺右上角個箭嘴後面，附張圖畀你睇。
    ```
    ```yue good
    嗰位客人對張單有疑問，解釋已經寫咗落個案度。
    ```

    ## Use instead
    ```en
    Many people ask about this step; here is how it goes: [step].
    ```
    ```en customers
    The customer [what happened] and needs [what]; next, [who] does [step].
    ```
    ```en price
    We also have [a smaller option] at [price]; this is what differs: [list].
    ```
    ```fi
    Tästä kohdasta kysytään usein; se menee näin: [vaihe].
    ```
    ```fi customers
    Asiakkaalle kävi näin: [mitä tapahtui]. Hän tarvitsee [mitä], ja seuraavaksi [kuka] tekee [mitä].
    ```
    ```fi price
    Meillä on myös [pienempi vaihtoehto] hintaan [hinta]; erot ovat nämä: [luettelo].
    ```
    ```zh-Hant
    這一步常有人問，做法是：[步驟]。
    ```
    ```zh-Hant customers
    這位客戶遇到[什麼情況]，需要[什麼]，接下來由[誰]處理。
    ```
    ```zh-Hant price
    我們也有[較小的方案]，價格是[金額]，差別在於[項目]。
    ```
    ```zh-Hans
    这一步常有人问，做法是：[步骤]。
    ```
    ```zh-Hans customers
    这位客户遇到了[什么情况]，需要[什么]，接下来由[谁]处理。
    ```
    ```zh-Hans price
    我们也有[较小的方案]，价格是[金额]，区别在于[项目]。
    ```
    ```yue
    呢一步好多人都會問，做法係：[步驟]。
    ```
    ```yue customers
    呢位客遇到[咩情況]，需要[咩]，之後由[邊個]跟進。
    ```
    ```yue price
    我哋亦都有[細啲嘅方案]，價錢係[金額]，分別在於[項目]。
    ```
    """

    code = "T405"
    slug = "contempt"
    severity = Severity.WARNING
    audiences = EVERYBODY
    messages = {
        "": "“{match}” looks down on the reader, and that is remembered longer than any mistake. Explain it as to a colleague.",
        "customers": "“{match}” makes fun of a customer. Such words are forwarded and quoted; say what happened and what is needed.",
        "price": "“{match}” looks down on people for their money. Say what the price covers, and what the smaller option is.",
    }

    def check(self, draft: Draft) -> Iterator[Finding]:
        """One finding a sentence, of the kind that comes first."""
        told: set[int] = set()
        for match in draft.matches(self.slug):
            if match.sentence not in told:
                told.add(match.sentence)
                yield self.finding(match.start, match.end, match.cue.kind)
