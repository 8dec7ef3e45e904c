"""What stands around harsh words in English."""

from re import compile as pattern

from evenhand.knowledge.language.signals.context import Cues

_STAFF = (
    r"(?:you|u|ye|ya|yous|youse|y'?all|(?:you|your|the|these|those|this|that) (?:\w+ )?(?:people|guys?|lot|"
    r"folks?|staff|"
    r"team|support team|"
    r"employees?|colleagues?|agents?|reps?|representatives?|manager|managers|technicians?|engineers?|"
    r"developers?|"
    r"accountants?|boss|driver|drivers|trainers?|operators?|consultants?|girl|girls|boy|boys|woman|man|men|"
    r"lady|"
    r"person|receptionist|secretary|assistant|workers?|experts?|bunch|crew|clerks?|salesm[ae]n|installers?|"
    r"plumber|electrician|foreman|supervisor|helpdesk|help desk|lads?|blokes?|fellas?|fellows?|kids?)|"
    r"(?:he|she|(?<!and )they|"
    r"all of you|"
    r"some of you|none of you|both of you|the (?:whole |entire )?(?:lot|pair|pack|bunch) of (?:you|ye)|"
    r"every (?:single )?one of you|"
    r"everyone there|everybody there|nobody there))"
)
_BE = r"(?:are|'re|is|'s|r|must be|seem|seems|look|looks|sound|sounds|were|was|have been|has been|being|be)"
_FILL = r"(?:(?:all|both|so|really|just|that|such|an?|the|completely|totally|absolutely|utterly|simply|clearly|truly|"
_FILL += r"obviously|too|very|pretty|quite|fucking|bloody|damn|f\S+ing|pure|complete|total|either|or|and|as|"
_FILL += r"plain|beyond|nothing but|only|also|still|most|incredibly|unbelievably|bunch|pack|of|lazy|stupid|useless|"
_FILL += r"incompetent|dumb|rude|slow|arrogant) ?){0,5}"

CUES = Cues(
    staff_before=pattern(
        rf"(?:\b{_STAFF} ?{_BE} {_FILL}|\b(?:are|were|is) {_STAFF} {_FILL}|"
        rf"\b(?:you|u) (?:\w+ing |stupid |lazy |damn |bloody |little |poor |bunch of |complete |total |"
        rf"absolute |utter )*|"
        rf"\byour (?:\w+ing |bunch of |team of |own )?)\Z"
    ),
    person_after=pattern(
        r" (?:\w+ )?(?:people|guys?|lot|staff|team|employees?|colleagues?|agents?|reps?|manager|managers|"
        r"technicians?|"
        r"engineers?|developers?|drivers?|trainers?|operators?|girls?|boys?|wom[ae]n|m[ae]n|lady|person|"
        r"receptionist|"
        r"secretary|assistant|workers?|bunch|crew|human|humans|being|creature|bastards?|twats?|cow|pig)\b"
    ),
    thing_after=pattern(
        r" (?:\w+ )?(?:system|software|apps?|website|site|portal|tool|product|service|process|policy|form|"
        r"printer|"
        r"machine|answer|reply|replies|email|emails|mail|message|update|feature|question|idea|mistakes?|"
        r"error|rule|"
        r"rules|excuse|excuses|bot|chatbot|support|company|contract|invoice|password|manual|delays?|attempt|"
        r"response|things?|code|setup|interface|template|report)\b"
    ),
    other_before=pattern(
        r"\b(?:some|(?:caught|sued|reported|blocked|arrested|know) (?:the|an?)) (?:\w+ )?\Z|"
        r"\b(?:those|these|the) (?:hackers|thieves|burglars|spammers|scammers|phishers|vandals)\b[^.]*\Z|"
        r"\b(?:the|our|my) (?:other|previous|last|former|old) (?:supplier|provider|firm|company|agency|contractor|"
        r"vendor|landlord|tenant|owner|accountant)s?\b[^.]*\Z|"
        r"\b(?:my|our) (?:\w+ )?(?:boss|manager|husband|wife|colleague|colleagues|customers?|clients?|ex|ex-\w+|"
        r"son|daughter|kids?|teenager|dog|cat|bank|landlord|tenants?|in-laws|mother-in-law|cousin|intern|trainee|"
        r"flatmate|partner|competitors?|accountant|former \w+|previous \w+|old \w+|"
        r"brother|"
        r"neighbou?r|director|ceo|team|staff|own people)\b[^.]*\Z"
    ),
    self_before=pattern(
        r"\b(?:i am|i'm|im|i was|i've been|i feel|i felt|i look|i looked|feel|feeling|felt|me look|me feel|"
        r"(?:sur|first |last |nick|user|maiden )?name (?:is|was)|names? (?:like|such as)|surnamed|called after|"
        r"don't be|i being|me being|myself|consider myself|call myself|i'd be|i would be|i must look|"
        r"us look|me sound|"
        r"like|i must be|i must have been|maybe i'm|we are|we're|we were|we look|take me for|took me for|"
        r"as|me out to be)"
        r"(?: \w+){0,3} ?\Z"
    ),
    denied_before=pattern(
        r"(?:\b(?:not|never|no|hardly|nor)|n't)(?: (?:an?|all|so|being|at all|saying|calling|implying|"
        r"suggesting|that|"
        r"you|you're|your|are|is|really|any|some|kind|of|the|think|anyone|anybody|going|to|ever|will|would|"
        r"want))* ?\Z"
    ),
    reported_before=pattern(
        r"(?:\b(?:call|calls|called|calling|label|labelled|labeled) (?:me|us|him|her|them|my|our|you|"
        r"each)\b(?: \w+){0,4}|"
        r"(?<!\bi )(?<!\bhave )(?<!\bas )(?<!\bwe )\b(?:told|tells|telling) (?:me|us|him|her|"
        r"my \w+)\b(?: \w+){0,4}|"
        r"\b(?:he|she|they|agent|guy|colleague|somebody|someone|manager|man|woman) (?:said|says|wrote|"
        r"yelled|shouted|"
        r"replied|claims|claimed)\b(?: \w+){0,6}|"
        r"\b(?:treat|treats|treated|treating) (?:me|us) (?:\w+ ){0,2}(?:like|as)(?: \w+){0,2}|"
        r"(?:\bnot|n't|\bnever) (?:saying|calling|implying|suggesting|say|said|call|called|think|thinking|"
        r"mean|claim|"
        r"claiming)(?: \w+){0,5}|"
        r"\bsaid (?:i|we) (?:was|were|am|are)(?: \w+){0,3}|\bthe word(?:s)?) ?[\"']?\Z"
    ),
    reported_after=pattern(
        r"[\"']? (?:is|was|were) (?:what|how|the (?:name|answer|reply|reaction|response|title))|"
        r"[\"']? ?(?:were|was) (?:his|her|their) (?:exact |actual )?words|[\"'] ?(?:he|she|they) said"
    ),
    reporting=pattern(
        r"\b(?:said|says|saying|called|calls|calling|wrote|writes|writing|told|yelled|shouted|words|word|quote|"
        r"typing|typed|types|muttered|muttering|whispered|mumbled|hissed|sneered|snapped|screamed|shouts|"
        r"yells|refers|referred|labelled|described|reads|texted|posted|commented|comment|transcript|recording|chat log|"
        r"subject line|nickname|hear me called|overheard|left a note|note saying|signed|spelled|spelt|translate[sd]?|"
        r"means?|meaning|expression|idiom|slang|"
        r"quoted|replied|"
        r"answered|claimed|heard|insult|insulted|titled|called me|phrase|song|film|movie|book)\b"
    ),
    praise_after=pattern(
        r"(?: \w+)? (?:great|awesome|amazing|brilliant|fantastic|excellent|love|loved|good|perfect|genius|"
        r"beautiful|"
        r"wonderful|legend|legends|incredible|fast|well done|right|magic|hero|heroes|best|impressive|nice|"
        r"superb|"
        r"yes|star|stars|outstanding|lovely)\b(?! (?:for nothing|luck with|question|grief|riddance))"
    ),
    product=pattern(
        r"\b(?:system|software|apps?|website|site|portal|tool|product|printer|router|machine|update|"
        r"feature|server|"
        r"login|password|page|form|device|dashboard|integration|report|export|code|bug)\b"
    ),
)
