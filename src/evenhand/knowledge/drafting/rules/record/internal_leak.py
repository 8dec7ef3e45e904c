"""The rule internal-leak."""

import re
from collections.abc import Iterator, Sequence

from evenhand.knowledge.drafting.draft import Audience, Draft
from evenhand.knowledge.drafting.finding import Finding, Severity
from evenhand.knowledge.drafting.naming import find_names
from evenhand.knowledge.drafting.rule import Rule
from evenhand.knowledge.drafting.verbatim import shared_stretches
from evenhand.knowledge.language.late import late

_LOOKED_AT = 20_000  # code points of a note and of the message that is answered
# What stands in square brackets and is no gap to fill in: references, tags of subjects, words of an editor, links.
_BRACKETS = late(
    r"(?<!> )\[(?!(?:sic|ext|external|ulkoinen|ok|x| |link|linkki|url|image|kuva|图片|链接|圖片)\])"
    r"(?=[^\[\]\n]{0,60}[^\W\d_])[^\[\]\n#:/@]{1,60}\](?!\()"
)
_SIGNS = late(r"[{<%$【（(_○〇ＸX×]")  # every field holds one of these, or one of the words
_WORDS = ("xx", "x月", "TODO", "FIXME", "TBD", "TBC")
_FIELDS = late(
    r"\{\{[^{}\n]{1,60}\}\}|\{(?:[a-z_][\w .]{1,40}|[㐀-鿿]{2,10})\}|<<[^<>\n]{1,60}>>|\$\{[^{}\n]{1,60}\}"
    r"|%[A-Z][A-Z_]{2,30}%"
    r"|<(?:insert|name|first ?name|customer|date|amount|time|your|nimi|etunimi|asiakka|päivä|summa|lisää|täytä|"
    r"姓名|日期|金额|金額|客户|客戶|插入|填)[^<>\n]{0,40}>"
    r"|[【（(](?:请|請)?(?:填入?|插入|填写|填寫|输入|輸入|客户|客戶|顾客|顧客|姓名|日期|金额|金額|时间|時間|订单号|訂單編號|"
    r"名字|称呼|稱呼)[^】）)\n。，]{0,12}[】）)]"
    r"|\b(?:XXX+|xxx+)\b|\b(?:[xX]{2}\.){1,2}(?:[xX]{2}){0,2}|\b(?:TODO|FIXME|TBD|TBC)\b|(?<!\w)_{3,40}(?!\w)"
    r"|[○〇ＸX×]{2,4}(?=先生|女士|小姐|太太|經理|经理|客戶|客户|月|日|元)|\b[XxＸ](?=月[XxＸ]日)"
)
_TEAM = "all|team|channel|here|legal|sales|support|finance|billing|everyone|tiimi|kaikki|所有人|全体|全體|全员|全員"
_COLLEAGUE = late(
    rf"(?<![\w.])@(?:{_TEAM})\b|"
    r"(?<![\w.])@[^\W\d_][\w.\-]{1,30}[,:，：]? ?"
    r"(?:(?:can|could|would|please|pls|check|see|fyi|do|is|what|should|voitko|voisitko|katso\w*|"
    r"onko|tarkista\w*|hoida\w*|mitä|kommentoi\w*|vahvista\w*)\b|"
    r"麻煩|麻烦|請|请|幫|帮|可以|可唔可以|睇|你看|看一下|確認|确认)",
    re.IGNORECASE,
)


class InternalLeak(Rule):
    """Something that is only for us: another customer, an internal note, a word to a colleague, a gap left open.

    ## What it does
    Finds names of other customers, stretches of internal notes word for word, remarks that are meant for colleagues
    ("internal only", "don't tell the customer", "@ada can you check"), and gaps of a template that nobody filled in
    ("[name]", "XXX", "{first_name}"). What the customer named or wrote first is let pass.

    ## Why it matters
    Another customer's name is a breach of confidence, and perhaps of the law. A remark about the reader cannot be taken
    back, and an open gap tells them that nobody read the letter before it was sent.

    ## Example
    ```en bad {"other_customers": ["Northwind Ltd"]}
    We had the same fault at Northwind last week, and a restart helped.
    ```
    ```en bad
    Internal only: she threatens to leave again, so keep it short.
    ```
    ```en good {"other_customers": ["Northwind Ltd"]}
    Another customer had the same fault last week, and a restart helped.
    ```
    ```en good
    The part costs €40 including fitting [1], and it is in stock.
    ```
    ```fi bad {"notes": ["Asiakas soitti taas ja huusi, ei kannata luvata hänelle mitään ilman Liisan lupaa."]}
    Hei, asiakas soitti taas ja huusi, ei kannata luvata hänelle mitään. Kuulumisiin!
    ```
    ```fi bad
    Hei [nimi], kiitos viestistänne.
    ```
    ```fi good {"notes": ["Asiakas soitti taas ja huusi, ei kannata luvata hänelle mitään ilman Liisan lupaa."]}
    Hei, kiitos soitostanne. Lasku on nyt tarkistettu, ja summa on oikea.
    ```
    ```fi good {"other_customers": ["Pohjolan Putki Oy"]}
    Sama vika oli viime viikolla toisellakin asiakkaalla, ja uudelleenkäynnistys auttoi.
    ```
    ```zh-Hant bad {"other_customers": ["宏遠貿易有限公司"]}
    上週宏遠貿易也遇到一樣的問題，重新啟動就好了。
    ```
    ```zh-Hant bad
    這句不要讓客戶知道：零件其實早就到了。
    ```
    ```zh-Hant good {"other_customers": ["宏遠貿易有限公司"]}
    上週另一位客戶也遇到一樣的問題，重新啟動就好了。
    ```
    ```zh-Hant good
    零件費用含安裝是1,200元，目前有庫存。
    ```
    ```zh-Hans bad {"notes": ["这个客户很难缠，每次都要折扣，别主动提优惠。"]}
    您好，这个客户很难缠，每次都要折扣。费用是1200元。
    ```
    ```zh-Hans bad
    尊敬的【客户姓名】：您的订单已发出。
    ```
    ```zh-Hans good {"notes": ["这个客户很难缠，每次都要折扣，别主动提优惠。"]}
    您好，费用是1200元，含安装。
    ```
    ```zh-Hans good
    【发货通知】您的订单已发出。
    ```
    ```yue bad
    內部備註：件貨其實早就到咗，寫俾個客嗰陣唔好提。
    ```
    ```yue bad {"other_customers": ["陳大文"]}
    陳大文先生上個禮拜都係咁，重開機就冇事。
    ```
    ```yue good {"other_customers": ["陳大文"]}
    上個禮拜有另一位客人都係咁，重開機就冇事。
    ```
    ```yue good
    件貨已經到咗舖頭，你帶單嚟就攞得。
    ```

    ## Use instead
    ```en
    Another customer had the same fault, and [what helped].
    ```
    ```fi
    Sama vika on ollut toisellakin asiakkaalla, ja [mikä auttoi].
    ```
    ```zh-Hant
    另一位客戶也遇過同樣的情況，[後來怎麼解決]。
    ```
    ```zh-Hans
    另一位客户也遇到过同样的情况，[后来怎么解决]。
    ```
    ```yue
    有另一位客人都試過，[後來點解決]。
    ```
    ```en aside
    Take the remark out, and keep it as a note in the conversation.
    ```
    ```fi aside
    Ota huomautus pois ja kirjaa se keskustelun muistiinpanoksi.
    ```
    ```zh-Hant aside
    刪掉這段，改記在對話的內部備註。
    ```
    ```zh-Hans aside
    删掉这段，改记在对话的内部备注里。
    ```
    ```yue aside
    刪咗呢段，改為寫喺對話嘅內部備註。
    ```
    """

    code = "R206"
    slug = "internal-leak"
    severity = Severity.ERROR
    messages = {
        "name": "“{match}” is another customer. Say “another customer” instead, and nothing that tells who it is.",
        "note": "“{match}” stands word for word in an internal note. "
        "Say what the customer needs to know in words meant for them.",
        "aside": "“{match}” is meant for colleagues. Take it out before the customer reads it.",
        "placeholder": "“{match}” is a gap that nobody has filled in. Write what belongs there.",
    }

    def check(self, draft: Draft) -> Iterator[Finding]:
        """Findings of all four kinds, one for each sentence."""
        told: set[int] = set()
        for start, end, kind in self._leaks(draft):
            sentence = draft.sentence_at(start)
            if sentence is not None and sentence not in told:
                told.add(sentence)
                yield self.finding(start, end, kind, phrase="aside" if kind in ("aside", "note") else kind)

    def _leaks(self, draft: Draft) -> Iterator[tuple[int, int, str]]:
        facts, text = draft.facts, draft.document.text
        known = [each[:_LOOKED_AT] for each in (facts.customer, facts.inbound) if each]
        for start, end, _ in find_names(text, facts.other_customers or (), known):
            yield start, end, "name"
        agreed = [each.text for each in facts.minutes or ()]
        notes = [each[:_LOOKED_AT] for each in facts.notes or ()]
        for start, end in shared_stretches(text, notes, [*known, *agreed]):
            yield start, end, "note"
        asides = [(match.start, match.end) for match in draft.matches(self.slug)]
        if draft.audience is Audience.CUSTOMER and "@" in draft.text:
            asides += [each.span() for each in _COLLEAGUE.finditer(draft.text)]
        yield from ((start, end, "aside") for start, end in asides)
        yield from ((start, end, "placeholder") for start, end in _gaps(draft.text))


def _gaps(text: str) -> Sequence[tuple[int, int]]:
    """What a template left open."""
    may_hold = _SIGNS.search(text) or any(map(text.__contains__, _WORDS))
    found = [each.span() for each in _FIELDS.finditer(text)] if may_hold else []
    if "[" in text:
        found += [each.span() for each in _BRACKETS.finditer(text)]
    return found
