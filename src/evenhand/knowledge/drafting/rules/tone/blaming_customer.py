"""The rule blaming-customer."""

from evenhand.knowledge.drafting.finding import Severity
from evenhand.knowledge.drafting.rule import SentenceRule


class BlamingCustomer(SentenceRule):
    """The fault is put on the customer.

    ## What it does
    Finds sentences that say whose fault it is (the customer's), what they should have done, or what they failed to do.
    What is missing, said of the thing ("the form has not reached us"), is let pass, and so are "if" and "in case".

    ## Why it matters
    Even where it is true, blame turns a question about a thing into a quarrel about a person: the next message will be
    about the blame. Nothing is lost by leaving it out, for what is needed now can be said without it.

    ## Example
    ```en bad
    You should have read the instructions before you installed it.
    ```
    ```en bad
    The delay is entirely your own fault.
    ```
    ```en bad
    Unfortunately you failed to fill in the form correctly.
    ```
    ```en good
    The postcode on the order was 00510, so the parcel went to Helsinki. Which address should it go to?
    ```
    ```en good
    If you did not receive the form, please tell me and I will send it again today by 4 pm.
    ```
    ```en good
    You should have received the code by text message at 10:15.
    ```
    ```fi bad
    Teidän olisi pitänyt lukea ohjeet ennen asennusta.
    ```
    ```fi bad
    Vika on täysin teidän päässänne.
    ```
    ```fi bad
    Täytit lomakkeen väärin.
    ```
    ```fi good
    Tilauksella oli postinumero 00510, joten paketti kulki Helsinkiin. Mihin osoitteeseen se toimitetaan?
    ```
    ```fi good
    Jos ette ole saaneet lomaketta, kertokaa siitä minulle, niin löydetään se yhdessä.
    ```
    ```fi good
    Tämä ei ole teidän vikanne.
    ```
    ```zh-Hant bad
    這是您自己操作失誤造成的。
    ```
    ```zh-Hant bad
    您當初就應該先看清楚說明書。
    ```
    ```zh-Hant good
    訂單上的郵遞區號是 106，所以包裹送到了大安區。請問要改送到哪個地址？
    ```
    ```zh-Hant good
    如果您沒有收到表單，請跟我說一聲。
    ```
    ```zh-Hans bad
    都是您自己填错了，不是我们的问题。
    ```
    ```zh-Hans bad
    您为什么不早点告诉我们？
    ```
    ```zh-Hans good
    订单上的邮编是 200040，所以包裹送到了静安区。请问要改送到哪个地址？
    ```
    ```zh-Hans good
    如果您忘记了密码，点“找回密码”就可以重新设置。
    ```
    ```yue bad
    根本係你自己撳錯掣，唔係部機壞。
    ```
    ```yue bad
    你落單之前就應該睇清楚條款啦。
    ```
    ```yue good
    張單上面個地址係旺角，所以件貨送咗去嗰邊。請問想改送去邊度？
    ```
    ```yue good
    如果你冇收到個連結，同我講聲就得。
    ```

    ## Use instead
    ```en
    The [form] we have shows [what it says]; what we need to go on is [what].
    Let us put this right: [the next step].
    ```
    ```fi
    Meillä olevassa [lomakkeessa] lukee [mitä]; jatkaaksemme tarvitsemme [mitä].
    Korjataan tämä näin: [seuraava vaihe].
    ```
    ```zh-Hant
    我們這邊的[表單]上是[內容]；要繼續處理，還需要[什麼]。
    我們一起把它處理好，下一步是：[步驟]。
    ```
    ```zh-Hans
    我们这边的[表单]上是[内容]；要继续处理，还需要[什么]。
    我们一起把它处理好，下一步是：[步骤]。
    ```
    ```yue
    我哋手上嗰份[表格]寫住[內容]；要跟進落去，仲需要[咩]。
    我哋一齊搞掂佢，下一步係：[步驟]。
    ```
    """

    code = "T401"
    slug = "blaming-customer"
    severity = Severity.WARNING
    messages = {
        "": "“{match}” puts the fault on the customer, and the answer will be about the fault. Say what happened and what comes next.",
        "hindsight": "“{match}” holds up to the customer what they can no longer change. Say what can be done from here.",
        "omission": "“{match}” points at what the customer did wrong or left undone. Name the thing that is missing, not the person.",
    }
