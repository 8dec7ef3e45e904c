"""The shape of a reading: plain values, exactly the JSON of the contract (design, section 6).

Offsets are code points of the original text, half-open: `text[start:end]` is what is meant.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from evenhand.knowledge.language.variety import VARIETIES, Commitment, Passage, Variety

__all__ = [
    "KINDS", "VARIETIES", "Ask", "Commitment", "Demand", "DemandLevel", "Haggle", "KindSpan", "Manner", "MannerLevel",
    "ModelName", "OurFault", "Passage", "Quote", "Reading", "Target", "Temperature", "Variety",
]  # fmt: skip

MannerLevel = Literal["civil", "heated", "abusive", "threatening", "unclear"]
Target = Literal["staff", "company", "product", "other", "none"]
DemandLevel = Literal["none", "reasonable", "unclear", "unreasonable"]

KINDS = (
    "insult", "degrading", "appearance", "family", "discrimination", "sexual", "violence",
    "doxxing", "contempt", "profanity", "publicity", "legal", "cancel", "persistence",
    "ultimatum", "blame_shift", "beyond_contract", "physical",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the message that a finding rests on."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class KindSpan:
    """Quoted words with the kind of conduct (one of `KINDS`) that they show."""

    start: int
    end: int
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Ask:
    """Something the writer wants; kind is fix, refund, information, call, update, discount or other."""

    start: int
    end: int
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Manner:
    """How it is said. `score` is 0 to 1; reasons are codes that the door turns into sentences."""

    level: MannerLevel = "unclear"
    score: float = 0.0
    kinds: tuple[str, ...] = ()
    target: Target = "none"
    spans: tuple[KindSpan, ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Demand:
    """What is asked for, and whether it is fair."""

    level: DemandLevel = "none"
    asks: tuple[Ask, ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Temperature:
    """0 calm to 4 boiling, with the codes of the reasons that raised or cooled it."""

    value: float = 0.0
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OurFault:
    """Whether the writer says that we are to blame; not whether we are."""

    claimed: bool = False
    spans: tuple[Quote, ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Haggle:
    """Price pressure."""

    found: bool = False
    spans: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class ModelName:
    """Which reader read it; stored readings keep theirs."""

    name: str = "evenhand"
    version: str = "0.2.0"


@dataclass(frozen=True, slots=True)
class Reading:
    """What the analysis found in one message."""

    language: Variety = "und"
    passages: tuple[Passage, ...] = ()
    manner: Manner = field(default_factory=Manner)
    demand: Demand = field(default_factory=Demand)
    temperature: Temperature = field(default_factory=Temperature)
    our_fault: OurFault = field(default_factory=OurFault)
    commitments: tuple[Commitment, ...] = ()
    haggle: Haggle = field(default_factory=Haggle)
    masked: str = ""
    model: ModelName = field(default_factory=ModelName)

    def as_dict(self) -> dict[str, Any]:
        """The reading as the JSON of the contract, without an id."""
        return asdict(self)
