"""What sentences tell of the topic of a question: all that it names, its results, its figures."""

import re
from collections.abc import Sequence

from rag.question import Question, Wanted
from rag.retrieve import in_period
from rag.scored_span import ScoredSpan

_ASKS_OF_RESULTS = re.compile(r"成果|成绩|成效|进展|成就|亮点")
_NAMES_TOPIC, _FEWEST_RESULTS = 0.9, 3  # of the keywords' weight, and of sentences that make a topic of its own


def names_topic(question: Question, text: str) -> bool:
    """Whether words name all that a question is about."""
    words = [keyword.word for keyword in question.keywords]
    nouns = [keyword.word for keyword in question.keywords if keyword.importance == 1.0] or words[:1]
    return bool(nouns) and all(noun in text for noun in nouns)


def achieved_of_topic(question: Question, spans: Sequence[ScoredSpan]) -> tuple[ScoredSpan, ...]:
    """What several sentences of one part tell of a topic whose results are asked for: 「渔业有哪些成果」."""
    if question.wanted is not Wanted.LIST or not _ASKS_OF_RESULTS.search(question.text) or not spans:
        return ()
    best = spans[0].passage
    told = tuple(
        span
        for span in spans
        if span.coverage >= _NAMES_TOPIC
        and in_period(question, span.passage)
        and (span.passage.document_id, span.passage.headings) == (best.document_id, best.headings)
    )
    return told if len(told) >= _FEWEST_RESULTS else ()
