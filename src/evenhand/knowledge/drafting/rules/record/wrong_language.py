"""The rule wrong-language."""

from collections.abc import Iterator, Mapping
from itertools import chain

from evenhand.knowledge.drafting.draft import Draft
from evenhand.knowledge.drafting.finding import Finding, Severity
from evenhand.knowledge.drafting.rule import TO_CUSTOMER, Rule
from evenhand.knowledge.language.document import Document, Sentence
from evenhand.knowledge.language.prepare import prepare
from evenhand.knowledge.language.script import script

# What somebody who writes in the one reads as their own. A formal letter to a Cantonese speaker is in written Chinese.
_READS: Mapping[str, frozenset[str]] = {
    "en": frozenset({"en"}),
    "fi": frozenset({"fi"}),
    "zh-Hant": frozenset({"zh-Hant", "yue"}),
    "zh-Hans": frozenset({"zh-Hans"}),
    "yue": frozenset({"yue", "zh-Hant"}),
}
_CHINESE = frozenset({"zh-Hant", "zh-Hans", "yue"})
_SHARE = 0.2  # of the letter in the customer's language: a letter in two languages
_LEAST = 24  # weight from which the language can be told: so many Latin letters, a third as many Chinese characters
_HAN_WEIGHT = 3
_SURE = 2  # characters of the other script that a name or a slip of the pen does not account for
_LOOKED_AT = 4000  # code points of the message that is answered


class WrongLanguage(Rule):
    """A draft in another language than the customer's.

    ## What it does
    Compares the language of the draft with that of the customer. Simplified Chinese for a reader of Traditional, and
    the other way round, is found too. Letters in two languages pass, and so do Cantonese beside Traditional Chinese, a
    formal Chinese letter to a Cantonese speaker, and an answer in the language of the message that it answers.

    ## Why it matters
    Whoever gets an answer in a language they did not write in has to ask somebody what it says, or feels told to adapt.
    The script is no small matter either: the other one says “we took you for somebody else”.

    ## Example
    ```en bad {"customer_language": "fi"}
    Thank you for your message. The corrected invoice is attached, and the amount is now right.
    ```
    ```en bad {"customer_language": "zh-Hant"}
    Thank you for your patience. The spare part is in our warehouse in Taichung.
    ```
    ```en good {"customer_language": "en"}
    Thank you for your message. The corrected invoice is attached, and the amount is now right.
    ```
    ```en good {"customer_language": "fi", "inbound": "Hello, could you please answer in English? My lawyer reads this too."}
    Thank you for your message. The corrected invoice is attached, and the amount is now right.
    ```
    ```fi bad {"customer_language": "en"}
    Kiitos viestistänne. Korjattu lasku on liitteenä, ja summa on nyt oikein.
    ```
    ```fi bad {"customer_language": "zh-Hans"}
    Kiitos kärsivällisyydestänne. Varaosa on varastossamme Vantaalla.
    ```
    ```fi good {"customer_language": "fi"}
    Kiitos viestistänne. Korjattu lasku on liitteenä, ja summa on nyt oikein.
    ```
    ```fi good {"customer_language": "en"}
    Kiitos viestistänne. Korjattu lasku on liitteenä, ja summa on nyt oikein.

    Thank you for your message. The corrected invoice is attached, and the amount is now right.
    ```
    ```zh-Hant bad {"customer_language": "zh-Hans"}
    感謝您的來信，更正後的發票已附上，金額現在是正確的。
    ```
    ```zh-Hant bad {"customer_language": "fi"}
    感謝您的來信，更正後的發票已附上，金額現在是正確的。
    ```
    ```zh-Hant good {"customer_language": "zh-Hant"}
    感謝您的來信，更正後的發票已附上，金額現在是正確的。
    ```
    ```zh-Hant good {"customer_language": "yue"}
    感謝您的來信，更正後的發票已附上，金額現在是正確的。
    ```
    ```zh-Hans bad {"customer_language": "zh-Hant"}
    感谢您的来信，更正后的发票已附上，金额现在是正确的。
    ```
    ```zh-Hans bad {"customer_language": "en"}
    感谢您的来信，更正后的发票已附上，金额现在是正确的。
    ```
    ```zh-Hans good {"customer_language": "zh-Hans"}
    感谢您的来信，更正后的发票已附上，金额现在是正确的。
    ```
    ```zh-Hans good {"customer_language": "zh-Hant"}
    好的，可以，周四上午十点到。
    ```
    ```yue bad {"customer_language": "zh-Hans"}
    多謝你嘅來信，改好咗嘅發票喺附件，個銀碼而家啱喇。
    ```
    ```yue bad {"customer_language": "en"}
    多謝你嘅來信，改好咗嘅發票喺附件，個銀碼而家啱喇。
    ```
    ```yue good {"customer_language": "yue"}
    多謝你嘅來信，改好咗嘅發票喺附件，個銀碼而家啱喇。
    ```
    ```yue good {"customer_language": "zh-Hant"}
    多謝你嘅來信，改好咗嘅發票喺附件，個銀碼而家啱喇。
    ```

    ## Use instead
    ```en
    I am answering in English because [reason]. Tell us if another language suits you better, and [name] will write in it.
    ```
    ```fi
    Vastaan suomeksi, koska [syy]. Jos haluatte vastauksen toisella kielellä, kertokaa millä, niin [nimi] kirjoittaa teille.
    ```
    ```zh-Hant
    因為[原因]，這封信以繁體中文回覆。如果您希望使用其他語言，請告訴我們，[姓名]會另外寫給您。
    ```
    ```zh-Hans
    由于[原因]，本邮件以简体中文回复。如果您希望使用其他语言，请告诉我们，[姓名]会另外写给您。
    ```
    ```yue
    因為[原因]，今次用廣東話覆你。如果你想用其他語言，同我哋講聲，[姓名]會再寫畀你。
    ```
    """

    code = "R205"
    slug = "wrong-language"
    severity = Severity.WARNING
    audiences = TO_CUSTOMER
    messages = {
        "en": "This customer writes in English, and the draft is in another language. Write it in English.",
        "fi": "This customer writes in Finnish, and the draft is in another language. Write it in Finnish.",
        "zh-Hant": "This customer writes in Traditional Chinese, and the draft is in another language or script. "
        "Write it in Traditional Chinese.",
        "zh-Hans": "This customer writes in Simplified Chinese, and the draft is in another language or script. "
        "Write it in Simplified Chinese.",
        "yue": "This customer writes in Cantonese, and the draft is in another language or script. "
        "Write it in Cantonese or in Traditional Chinese.",
    }

    def check(self, draft: Draft) -> Iterator[Finding]:
        """One finding, at the first sentence that the customer does not read as their own."""
        wanted = draft.facts.customer_language or ""
        if wanted not in _READS:
            return
        first = _first_foreign(draft.document, wanted)
        if first is not None and not _answers_alike(draft):
            yield self.finding(first.start, first.end, wanted)


def _first_foreign(document: Document, wanted: str) -> Sentence | None:
    """The first sentence in another language, where nearly all of the letter is."""
    body = _body(document)
    weights = [(_is_read(each, wanted), _weight(each.text)) for each in body]
    total = sum(weight for _, weight in weights)
    own = sum(weight for is_read, weight in weights if is_read)
    if total < _LEAST or own >= _SHARE * total or not _is_told(body, wanted):
        return None
    return next((each for each, (is_read, _) in zip(body, weights, strict=True) if not is_read), None)


def _body(document: Document) -> list[Sentence]:
    """The sentences without the greeting, whose language may be a courtesy."""
    ends = [part.end for part in document.parts if part.kind == "greeting"]
    behind = max(ends, default=0)
    return [each for each in document.sentences if each.start >= behind] or list(document.sentences)


def _is_read(sentence: Sentence, wanted: str) -> bool:
    return sentence.language in _READS[wanted] or sentence.language == "und"


def _is_told(body: list[Sentence], wanted: str) -> bool:
    """Whether a Chinese letter shows the other script: one that shows neither is right for both."""
    if wanted not in _CHINESE or any(each.language not in _CHINESE for each in body):
        return True
    characters = set(chain.from_iterable(each.text for each in body))
    if wanted == "zh-Hans" and any(each.language == "yue" for each in body):
        return True
    strange = script().only_traditional if wanted == "zh-Hans" else script().only_simplified
    return len(characters & strange) >= _SURE


def _weight(text: str) -> int:
    return sum(_HAN_WEIGHT if "㐀" <= each <= "鿿" else 1 for each in text if each.isalpha())


def _answers_alike(draft: Draft) -> bool:
    """Whether the message that is answered was itself written in the language of the draft."""
    inbound = draft.facts.inbound
    if not inbound:
        return False
    theirs = prepare(inbound[:_LOOKED_AT]).language
    return draft.document.language in _READS.get(theirs, frozenset())
