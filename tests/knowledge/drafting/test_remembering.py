"""What is remembered of texts between two checks is dropped on demand."""

from __future__ import annotations

from evenhand.knowledge.drafting.remembering import forget, remembered

asked: list[str] = []


@remembered(2)
def shouted(text: str) -> str:
    asked.append(text)
    return text.upper()


def test_a_result_is_remembered_until_it_is_to_be_forgotten() -> None:
    asked.clear()
    assert [shouted("a"), shouted("a")] == ["A", "A"]
    forget()
    assert shouted("a") == "A"
    assert asked == ["a", "a"]
