"""Drafts to be checked, and what was found in them."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from ninja import Schema
from pydantic import Field, StringConstraints, model_validator

from evenhand.doors.api.shapes.common import Body, Id
from evenhand.knowledge.language.shape import Variety

MOST_DRAFTS = 100
Level = Literal["suggestion", "warning", "error"]
Code = Annotated[str, StringConstraints(min_length=1, max_length=100)]


class Options(Body):
    """How a draft is to be checked."""

    lang: Literal["en", "fi", "zh-Hans", "zh-Hant", "yue"] | None = Field(
        None, description="Of the draft; found where it is not named."
    )
    ui_lang: Literal["en", "fi", "zh-Hant", "zh-Hans"] | None = Field(
        None, description="Of the messages; otherwise that of the key's member."
    )
    audience: Literal["customer", "internal", "public"] = Field("customer", description="Who will read it.")
    facts: dict[str, Any] | None = Field(
        None, description="What is known, as in the facts file of `evenhand check`; a key that is absent is not known."
    )
    conversation: Id | None = Field(
        None, description="The conversation that is answered: what the record knows of it stands in for facts not sent."
    )
    min_level: Level = Field("suggestion", description="Leave out findings below.")
    ignore: list[Code] = Field([], max_length=100, description="Codes or slugs of rules that are to say nothing.")


class DraftBody(Options):
    """One of several drafts. What it does not say itself is as it is said beside `drafts`."""

    id: Annotated[str, StringConstraints(max_length=200)] | int | None = Field(
        None, description="A word of your own, to know the answer by."
    )
    text: str


class CheckBody(Options):
    """A draft, or several."""

    text: str | None = Field(None, description="The draft.")
    drafts: list[DraftBody] | None = Field(None, max_length=MOST_DRAFTS, description="Several, in place of `text`.")

    @model_validator(mode="after")
    def _one_or_several(self) -> Self:
        if (self.text is None) == (self.drafts is None):
            raise ValueError("Send either text or drafts.")
        return self

    def settled(self) -> list[DraftBody]:
        """Every draft with all that it is to be checked by."""
        if self.drafts is None:
            return [DraftBody.model_validate(self.model_dump(exclude={"drafts"}))]
        common = self.model_dump(exclude={"text", "drafts"}, exclude_unset=True)
        return [DraftBody.model_validate(common | draft.model_dump(exclude_unset=True)) for draft in self.drafts]


class FindingShape(Schema):
    """Something to look at before the draft is sent. Offsets and columns count code points."""

    code: str
    slug: str
    severity: Level
    start: int
    end: int
    line: int
    column: int
    match: str = Field(description="The words.")
    message: str = Field(description="What is the matter, as whole sentences.")
    suggestions: list[str] = Field(description="What to write instead, in the language of the draft.")
    safety: Literal["safe", "ask", "show"] = Field(
        description="Whether a suggestion can take the place of the words: safe keeps the meaning, ask may change it, "
        "show is a phrase to write from."
    )


class Checked(Schema):
    """What was found in a draft, in the order of its text."""

    language: Variety = Field(description="That the draft was read in.")
    findings: list[FindingShape]
    checked_to: int | None = Field(None, description="Only for a longer draft: the code point up to which it was read.")


class CheckedDraft(Checked):
    """What was found in one of several drafts."""

    id: str | int | None = Field(None, description="As it was sent.")


class CheckedDrafts(Schema):
    """What was found in each draft, in the order in which they were sent."""

    drafts: list[CheckedDraft]
