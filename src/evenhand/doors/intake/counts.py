"""What an import did, in numbers: the contract of `import --json`."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from evenhand.record.conversations.filing import Filed


@dataclass(slots=True)
class Counts:
    """Counts of one run; `seconds` is wall-clock time."""

    files: int = 0
    messages: int = 0
    duplicates: int = 0
    variants: int = 0
    read_in_part: int = 0
    conversations: int = 0
    customers: int = 0
    rows: int = 0
    rejected: int = 0
    skipped: int = 0
    seconds: float = 0.0

    def add(self, filed: Filed) -> None:
        """Count what one batch did."""
        self.messages += filed.messages
        self.duplicates += filed.duplicates
        self.variants += filed.variants
        self.read_in_part += filed.read_in_part
        self.conversations += filed.conversations
        self.customers += filed.customers

    def as_dict(self) -> dict[str, int | float]:
        """The counts as JSON values."""
        return asdict(self) | {"seconds": round(self.seconds, 2)}
