"""The rule forced-apology."""

from collections.abc import Iterator

from evenhand.knowledge.drafting.draft import Audience, Draft
from evenhand.knowledge.drafting.finding import Finding, Severity
from evenhand.knowledge.drafting.rule import PhraseRule


class ForcedApology(PhraseRule):
    """An order to staff to apologise or to bear it, whatever happened.

    ## What it does
    Finds, in what is written to colleagues, orders to apologise although nobody has found a fault, to swallow insults,
    to keep quiet for the sake of peace, and sayings that make the customer right in advance. A request to apologise for
    something that we did is let pass.

    ## Why it matters
    Whoever has to bow for what they did not do stops believing in the firm, and the customer learns that shouting
    works. An apology without a reason also reads like an admission when it is looked at later. Find out first; then apologise
    for what was ours, and stand behind the colleague for the rest.

    ## Example
    ```en bad
    Just apologise to Mr Lund anyway, even if you did nothing wrong.
    ```
    ```en bad
    I know he shouted at you, but the customer is always right.
    ```
    ```en good
    We entered the wrong address, so please apologise to Mr Lund for that. For the shouting you owe nobody an apology.
    ```
    ```en good
    Find out first what happened with the delivery. I will take the call with him at two.
    ```
    ```fi bad
    Pyydä asiakkaalta anteeksi, vaikka et olisi tehnyt mitään väärää.
    ```
    ```fi bad
    Hän huusi, mutta asiakas on aina oikeassa.
    ```
    ```fi good
    Kirjasimme osoitteen väärin, joten pahoittele sitä asiakkaalle. Huutamista sinun ei tarvitse sietää.
    ```
    ```fi good
    Selvitetään ensin, mitä toimituksessa tapahtui. Otan kello kahden puhelun itse.
    ```
    ```zh-Hant bad
    不管誰對誰錯，先跟客戶道歉再說。
    ```
    ```zh-Hant bad
    顧客永遠是對的，你就忍一忍。
    ```
    ```zh-Hant good
    地址是我們登錄錯的，這一點請向林先生致歉。他罵人的部分你不必忍受。
    ```
    ```zh-Hant good
    先弄清楚出貨時發生了什麼事，兩點的電話由我來接。
    ```
    ```zh-Hans bad
    不管谁对谁错，先给客户道个歉再说。
    ```
    ```zh-Hans bad
    顾客就是上帝，你受点委屈算什么。
    ```
    ```zh-Hans good
    地址是我们登记错的，这一点请向林先生致歉。他骂人的部分你不必忍受。
    ```
    ```zh-Hans good
    先弄清楚发货时出了什么事，两点的电话由我来接。
    ```
    ```yue bad
    總之你同個客講聲對唔住先，邊個啱邊個錯唔緊要。
    ```
    ```yue bad
    客永遠係啱㗎，你忍吓佢啦。
    ```
    ```yue good
    地址係我哋入錯，呢樣請你同林生道歉。佢鬧人嗰部分你唔使忍。
    ```
    ```yue good
    查清楚送貨嗰陣發生咩事先，兩點個電話我嚟聽。
    ```

    ## Use instead
    ```en
    Let us find out first what happened; for what was ours we apologise, and for the rest I stand behind you.
    I will speak with the customer myself about how they spoke to you.
    ```
    ```fi
    Selvitetään ensin, mitä tapahtui: omasta virheestämme pahoittelemme, muussa olen tukenasi.
    Otan itse puheeksi asiakkaan kanssa, miten hän puhui sinulle.
    ```
    ```zh-Hant
    先查清楚發生了什麼事：是我們的錯就道歉，其他的我挺你。
    客戶對你說話的方式，由我來跟他談。
    ```
    ```zh-Hans
    先查清楚发生了什么事：是我们的错就道歉，其他的我支持你。
    客户对你说话的方式，由我来跟他谈。
    ```
    ```yue
    查清楚發生咩事先：係我哋錯就道歉，其他嘅我撐你。
    個客點樣同你講嘢，我會親自同佢傾。
    ```
    """

    code = "L602"
    slug = "forced-apology"
    severity = Severity.WARNING
    audiences = frozenset({Audience.INTERNAL})
    messages = {
        "": "“{match}” asks a colleague to apologise whatever happened. "
        "Find out first, and ask an apology only for what was ours.",
        "bear": "“{match}” asks a colleague to bear it in silence. "
        "Say what they need not bear, and who speaks with the customer.",
        "saying": "“{match}” makes the customer right before anybody has looked. Say what happened and who decides.",
    }

    def check(self, draft: Draft) -> Iterator[Finding]:
        """One finding a sentence, of the kind that comes first: an order to bear it often follows one to apologise."""
        told: set[int] = set()
        for match in draft.matches(self.slug):
            if match.sentence not in told:
                told.add(match.sentence)
                yield self.finding(match.start, match.end, match.cue.kind)
