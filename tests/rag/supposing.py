"""What the tests of suppositions share: passages, questions, and the words of a clause that was found."""

from collections.abc import Sequence

from index.types import Passage, Period, Role
from rag.held import hold
from rag.question import Question, clean, understand
from rag.same_thing import Telling
from tests.rag.reports import harbour


def passage(text: str, role: Role | None) -> Passage:
    """One of 2030's review, of 2031's plan, or of no part."""
    year = {Role.REVIEW: 2030, Role.PLAN: 2031, None: None}[role]
    return Passage("harbour", 0, len(text), text, (), Period(role, year, year))


def asked(text: str) -> Question:
    """A question as it is understood over the harbour report."""
    return understand(clean(text), (harbour(),))


def equally_rare(word: str) -> float:
    """Every word is as rare as any other."""
    return 4.0


def words_of(telling: Telling | None) -> str:
    """The words of a clause; empty where none was found."""
    return "" if telling is None else telling.text


def other(question: str, passages: Sequence[Passage]) -> Telling | None:
    """The clause that tells otherwise than a question takes for so."""
    held = hold(asked(question), passages, equally_rare)
    return None if held is None or held.is_so else held.telling
