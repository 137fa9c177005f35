"""What a run hands on: every case with what was retrieved and answered, and what did it."""

from dataclasses import dataclass, field

from evals.configuration import Configuration
from evals.dataset import Case
from evals.scoring import Score
from rag.types import Answer, Hit


@dataclass(frozen=True, slots=True)
class Retrieved:
    """The hits that a cut reaches into, and the share of the evidence, where there is any, within the best 1, 2, …."""

    hits: tuple[Hit, ...]
    recall_curve: tuple[float, ...] = ()
    evidence_found: tuple[bool, ...] = ()  # per piece, within the largest budget of characters


@dataclass(frozen=True, slots=True)
class Result:
    """One case. ``values`` holds what applies, by name."""

    case: Case
    retrieved: Retrieved
    answer: Answer
    score: Score
    untraced_figures: tuple[str, ...]
    values: dict[str, float]


@dataclass(frozen=True, slots=True)
class StoreFacts:
    """The store that a run asked: what its manifest records. ``documents`` are ids with the hash of their file."""

    encoder: str
    dimension: int
    analyser: str
    format: int
    documents: dict[str, str]


@dataclass(frozen=True, slots=True)
class Report:
    """A run: every result, the store that was asked, and how it was asked.

    ``unread`` counts replies of a judge that could not be read, ``stopped`` says why not all cases are judged.
    """

    results: tuple[Result, ...]
    store: StoreFacts
    configuration: Configuration = field(default_factory=Configuration)
    unread: int = 0
    stopped: str = ""
