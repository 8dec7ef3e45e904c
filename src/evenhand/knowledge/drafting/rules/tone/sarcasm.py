"""The rule sarcasm."""

from evenhand.knowledge.drafting.finding import Severity
from evenhand.knowledge.drafting.rule import SentenceRule


class Sarcasm(SentenceRule):
    """Praise, thanks or an apology that mocks.

    ## What it does
    Finds mock praise and mock thanks ("nice of you to finally reply"), apologies that are none ("sorry that we
    cannot read minds") and the customer's matter in scare quotes or behind "so-called". Thanks and praise that are meant
    are let pass.

    ## Why it matters
    Irony gets lost in writing, and what arrives is scorn. A screenshot of it goes round, and from then on the story is
    our tone and no longer the matter.

    ## Example
    ```en bad
    Nice of you to finally reply.
    ```
    ```en bad
    Sorry that we are not mind readers.
    ```
    ```en bad
    We have looked at your "emergency".
    ```
    ```en good
    Thank you for your reply. The meter reading was what was missing.
    ```
    ```en good
    The order number was not in the message. Could you send it to me, please?
    ```
    ```fi bad
    Hienoa, että vihdoin viitsitte vastata.
    ```
    ```fi bad
    Anteeksi, että emme osaa lukea ajatuksia.
    ```
    ```fi good
    Kiitos vastauksesta. Juuri tämä mittarilukema puuttui.
    ```
    ```fi good
    Viestistä puuttui tilausnumero. Voisitteko lähettää sen minulle?
    ```
    ```zh-Hant bad
    您這麼專業，不如您來做。
    ```
    ```zh-Hant bad
    真不好意思，我們沒有讀心術。
    ```
    ```zh-Hant good
    謝謝您的回覆，缺的就是這個度數。
    ```
    ```zh-Hant good
    信裡沒有看到訂單編號，方便給我嗎？
    ```
    ```zh-Hans bad
    您这么厉害，要不您来教教我们？
    ```
    ```zh-Hans bad
    您高兴就好。
    ```
    ```zh-Hans good
    谢谢您的回复，缺的就是这个读数。
    ```
    ```zh-Hans good
    邮件里没有看到订单号，方便发给我吗？
    ```
    ```yue bad
    你咁叻，不如你嚟做啦。
    ```
    ```yue bad
    唔好意思囉，我哋唔識讀心術。
    ```
    ```yue good
    多謝你回覆，爭嘅就係呢個讀數。
    ```
    ```yue good
    電郵入面見唔到訂單編號，可唔可以畀我？
    ```

    ## Use instead
    ```en
    Thank you for your message. To go on I need [what is missing].
    I take this seriously. What matters most to you now: [one thing] or [another]?
    ```
    ```fi
    Kiitos viestistänne. Jatkaakseni tarvitsen vielä [puuttuva tieto].
    Otan tämän vakavasti. Kumpi on teille nyt tärkeämpää: [yksi] vai [toinen]?
    ```
    ```zh-Hant
    謝謝您的來信。要繼續處理，還需要[缺少的資料]。
    這件事我會認真看待。對您來說現在最重要的是[甲]，還是[乙]？
    ```
    ```zh-Hans
    谢谢您的来信。要继续处理，还需要[缺少的资料]。
    这件事我会认真对待。对您来说现在最重要的是[甲]，还是[乙]？
    ```
    ```yue
    多謝你嘅來信。要跟進落去，仲需要[爭緊嘅資料]。
    呢件事我會認真睇待。對你嚟講而家最緊要係[甲]，定係[乙]？
    ```
    """

    code = "T403"
    slug = "sarcasm"
    severity = Severity.WARNING
    messages = {
        "": "“{match}” reads as mockery. Say plainly what is meant, or leave it out.",
        "apology": "“{match}” is an apology that mocks, and hurts more than none. Say what is so, and what you can do.",
        "quotes": "“{match}” says that the customer's matter is not a real one. Call it what it is, without quotes or “so-called”.",
    }
