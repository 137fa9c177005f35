"""What a public question set is once it is read: paragraphs, and cases about them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from evals.dataset import Case, problem_of_the_question


@dataclass(frozen=True, slots=True)
class PublicSet:
    """Paragraphs, each once and in one line, cases about them, and a sentence for every entry that cannot be used.

    ``judgements`` tell for the id of a case which paragraphs answer it, and how well: grades above 0 by position.
    """

    name: str
    paragraphs: tuple[str, ...]
    cases: tuple[Case, ...]
    judgements: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    problems: tuple[str, ...] = ()


class BadEntryError(ValueError):
    """What keeps an entry of a set from being used; the reader adds where it stands."""


def one_line(text: str) -> str:
    """A paragraph without line breaks, each run of white space one space."""
    return " ".join(text.split())


def askable(cases: Iterable[Case], problems: list[str], source: str) -> Iterator[Case]:
    """The cases that can be asked, each id once; the others join the problems."""
    ids: set[str] = set()
    for case in cases:
        problem = problem_of_the_question(case.question)
        if problem is None and case.id in ids:
            problem = "its id is that of another question. Give every question its own."
        if problem is None:
            ids.add(case.id)
            yield case
        else:
            problems.append(f"{source} question {case.id}: {problem}")
