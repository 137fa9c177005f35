"""Words that may answer a question, and how well they do."""

from dataclasses import dataclass

from index.types import Passage


@dataclass(frozen=True, slots=True)
class ScoredSpan:
    """Words that may answer: ``[start, end)`` in the document's text, inside ``passage``."""

    passage: Passage
    start: int
    end: int
    score: float
    coverage: float  # share of the keywords' weight found within the sentence and what stands above it
    matched: float  # that weight itself: a rare name found tells much, however many other words were said
    cosine: float
    has_figure: bool
    answers: float | None = None  # the reader's logit that the sentence answers, where it was read
    clauses: tuple[tuple[int, int, float], ...] = ()  # of the sentence: span, and the share of the answer it tells

    @property
    def text(self) -> str:
        """The words themselves."""
        return self.passage.between(self.start, self.end)

    def rescored(self, score: float) -> "ScoredSpan":
        """The same with another score: as ``replace`` makes it, in a third of the time."""
        return ScoredSpan(
            self.passage,
            self.start,
            self.end,
            score,
            self.coverage,
            self.matched,
            self.cosine,
            self.has_figure,
            self.answers,
            self.clauses,
        )

    def told_within(self, start: int, end: int) -> float:
        """The share of the answer that the reader sees in the clauses of ``[start, end)``; 0 if it read none."""
        return sum(share for first, last, share in self.clauses if first < end and start < last)


@dataclass(frozen=True, slots=True)
class Selection:
    """The spans by score, best first, and the probability that the best one answers the question."""

    spans: tuple[ScoredSpan, ...]
    answerability: float
