"""The sentences that asking would have a reader read for each question, the right ones marked.

A question's pair names the words of the report that answer it, and others that answer as well (``also``); every
sentence that holds some of them is right. The other sentences that scored well are what a reader has to tell from it.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from index.store import Store
from index.types import Document, Filter
from rag.asker import Asker
from rag.question import clean, understand
from rag.reader import Line, line_of
from rag.retrieve import retrieve
from rag.select import select
from rag.spelling import corrected
from rag.told_before import ToldBefore

_PASSAGES, _SENTENCES = 8, 30
_LEAST_SHARED = 6  # characters of the evidence in a sentence that holds some of it
_DROPPED = "“”\"'‘’「」*#>《》—-"  # as eval cases compare texts (DESIGN.md 4.4)

Pair = dict[str, Any]  # a line of training/pairs
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence as a reader is shown it, where it stands, and whether it answers."""

    line: Line
    start: int
    is_right: bool


@dataclass(frozen=True, slots=True)
class Example:
    """A question with its candidates, best first; none is right where the report does not answer."""

    report: str
    question: str
    place: str | None
    candidates: tuple[Candidate, ...]
    beyond: tuple[Candidate, ...]  # right, but not among those found
    answer: Span | None  # in the document's text
    kind: str  # of what is asked for, as the pair says: "figure"
    is_labelled: bool  # else nobody looked whether the report answers, and no candidate is marked


def read_examples(asker: Asker, pairs: Iterable[Pair]) -> Iterator[Example]:
    """An example for each pair whose report is in the store and has a sentence that scored well."""
    documents = {document.source: document for document in asker.store.documents}
    for pair in pairs:
        document = documents.get(pair["report"])
        example = document and _example(asker, document, pair)
        if example and example.candidates:
            yield example


def _example(asker: Asker, document: Document, pair: Pair) -> Example:
    question = corrected(clean(pair["q"]), asker.store.index)
    asked = understand(question, (document,))
    found = retrieve(asker, asked, Filter(documents=(document.id,)), _PASSAGES)
    leads = {each.passage: each.sentences[0] for each in found if each.sentences}
    spans = select(asked, found, asker.store.index.rarity).spans[:_SENTENCES]
    near = [ToldBefore(each.passage, each.start, each.end, leads[each.passage]) for each in spans]
    return example_of(asker.store, document, pair, question, near)


def example_of(store: Store, document: Document, pair: Pair, question: str, sentences: Iterable[ToldBefore]) -> Example:
    """The question of a pair, as it is asked, with the sentences that a reader is shown beside it."""
    evidence = find(document.text, pair["evidence"])
    also = [find(document.text, each) for each in pair.get("also", ())]
    answering = [each for each in (evidence, *also) if each is not None]
    candidates = tuple(
        Candidate(
            line_of(each.passage, each.start, each.end, each.lead),
            each.start,
            any(holds((each.start, each.end), one) for one in answering),
        )
        for each in sentences
    )
    return Example(
        report=pair["report"],
        question=question,
        place=document.metadata.place,
        candidates=candidates,
        beyond=() if any(each.is_right for each in candidates) else right_ones(store, document, evidence),
        answer=find(document.text, pair["answer"], within=evidence),
        kind=pair.get("kind", ""),
        is_labelled=pair.get("is_labelled", True),
    )


def right_ones(store: Store, document: Document, evidence: Span | None) -> tuple[Candidate, ...]:
    """All sentences of a document that hold some of the evidence."""
    return tuple(
        Candidate(line_of(passage, start, end, sentences.spans[0]), start, is_right=True)
        for passage, sentences in zip(store.passages, store.sentences, strict=True)
        for start, end in sentences.spans
        if passage.document_id == document.id and holds((start, end), evidence)
    )


def holds(sentence: Span, evidence: Span | None) -> bool:
    """Whether a sentence holds some of the evidence."""
    if evidence is None:
        return False
    shared = min(sentence[1], evidence[1]) - max(sentence[0], evidence[0])
    return shared >= min(_LEAST_SHARED, evidence[1] - evidence[0])


def find(text: str, quote: str, within: Span | None = None) -> Span | None:
    """Where the words of a quote stand, white space and quotation marks aside; None for an empty quote."""
    start, end = within or (0, len(text))
    bare, places = _bare(text[start:end])
    wanted = _bare(quote)[0]
    at = bare.find(wanted) if wanted else -1
    if at < 0:
        return None
    return start + places[at], start + places[at + len(wanted) - 1] + 1


def _bare(text: str) -> tuple[str, list[int]]:
    kept, places = [], []
    for place, character in enumerate(text):
        for folded in unicodedata.normalize("NFKC", character).lower():
            if not folded.isspace() and folded not in _DROPPED:
                kept.append(folded)
                places.append(place)
    return "".join(kept), places
