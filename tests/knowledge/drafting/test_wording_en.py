"""English wording: slips as they are typically made, and good sentences that share their words."""

from __future__ import annotations

import pytest

from evenhand.knowledge.drafting.check import check
from evenhand.knowledge.drafting.draft import Audience

INTERNAL = frozenset({"forced-apology"})


def told(text: str, audience: Audience = Audience.CUSTOMER) -> set[str]:
    """The rules that find something in a reply, suggestions left out."""
    return {each.slug for each in check(text, "en", audience) if each.severity.rank}


@pytest.mark.parametrize(
    ("slug", "slip"),
    [
        ("blaming-customer", "If your installer had bothered to read the label, the pump would still be working."),
        ("blaming-customer", "Your accountant sent the figures far too late, as always."),
        ("blaming-customer", "It was your responsibility to check the spelling."),
        ("blaming-customer", "You have nobody to blame but yourself."),
        ("proving-oneself-right", "As my colleague has told you before, the fee is fixed."),
        ("proving-oneself-right", "The camera footage proves that you parked there for three hours."),
        ("proving-oneself-right", "We were right to refuse the claim."),
        ("proving-oneself-right", "You've been told this on at least three occasions."),
        ("sarcasm", "Congratulations, you have discovered the on button."),
        ("sarcasm", "Would you like us to come and plug it in for you as well?"),
        ("sarcasm", "Funny how the invoice always gets lost at the end of the month."),
        ("heat", "I am done arguing with you."),
        ("heat", "We don't get paid to be insulted."),
        ("heat", "Stop ringing us every five minutes."),
        ("contempt", "Is there someone more capable in your office I could speak to?"),
        ("contempt", "Our tenants are too lazy to take the rubbish out."),
        ("contempt", "I wouldn't expect you to know how banking works."),
        ("dismissive", "Everyone has to wait, not just you."),
        ("dismissive", "There is no need to get so worked up about a sofa."),
        ("dismissive", "We have more important issues to deal with."),
        ("admits-liability-before-facts", "Whatever the repair costs, we will pay it."),
        ("admits-liability-before-facts", "We admit that we were negligent in storing your furniture."),
        ("absolute-guarantee", "You will never have another problem with this boiler."),
        ("absolute-guarantee", "All issues have been permanently resolved."),
        ("unfair-restriction", "Consider yourself banned from our store."),
        ("unfair-restriction", "Unless you apologise, we will stop all deliveries."),
        ("unbacked-claim", "Your husband confirmed the appointment over the phone."),
        ("unbacked-claim", "Everyone was informed about the new opening hours."),
        ("internal-leak", "I'm not supposed to tell you this, but the boss hates giving refunds."),
        ("internal-leak", "Just give her ten percent and she'll go away."),
        ("evasive", "For operational reasons we had to cancel."),
        ("evasive", "I'd rather not go into the details of why this happened."),
        ("forced-apology", "Tell them it was your mistake, that will calm them down."),
        ("forced-apology", "Please apologise to Mrs Hall, even though it wasn't your fault."),
    ],
)
def test_a_typical_slip_is_found(slug: str, slip: str) -> None:
    audience = Audience.INTERNAL if slug in INTERNAL else Audience.CUSTOMER
    assert slug in told(slip, audience)


@pytest.mark.parametrize(
    "good",
    [
        "I'm sorry that you were sent the wrong item twice.",
        "There was no mistake on your side.",
        "What do you think about Thursday at ten?",
        "As I had promised, here is the list of the rooms.",
        "As I explained on the phone this morning, the fitter comes on Friday.",
        "Your heating failed on the coldest night of the year, and I am sorry.",
        "Our engineer found a damaged cable in the cabinet, and he replaced it on Wednesday.",
        "You are right that nobody called you on Monday.",
        "If the payment has crossed with this letter, please ignore it.",
        "As you told us that you faint easily, we have booked the first slot for you.",
        "We would be glad to give you a call.",
        "Thank you for your patience while I spoke with the airline.",
        "Your account was locked after five wrong passwords; it is open again since 9:12.",
        "We always send the invoice on the first of the month.",
        "I will be sure to address all of your points by Friday.",
        "The note on the app was wrong until yesterday; that was our mistake, and I have corrected it.",
        "We do take the train at 9:10, as the timetable has changed.",
        "Let me know if you ever have other questions.",
    ],
)
def test_a_good_sentence_passes(good: str) -> None:
    assert told(good) == set()


@pytest.mark.parametrize(
    "good",
    [
        "Ada owes him no apology.",
        "You do not have to put up with insults.",
        "We shipped the wrong pump, so Karl will apologise to him for that.",
    ],
)
def test_standing_behind_a_colleague_passes(good: str) -> None:
    assert told(good, Audience.INTERNAL) == set()
