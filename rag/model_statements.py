"""What a language model writes as statements: sentence by sentence while it streams, each past the guard or dropped."""

import re
from collections.abc import Iterable, Iterator, Sequence

import rjieba

from index.types import Role
from rag.prompt import Source
from rag.quoted import QUOTED
from rag.reports import Reports
from rag.shown import share_of_pairs
from rag.types import Span, Statement
from rag.verify import verify

# A sentence that gives no number is held against the one that it shares most of its words with, if it is so many.
_OWN_WORDS = 0.6
# Of a sentence's pairs of characters, in its quotes and the headings above: its joining words are the model's.
_SUPPORTED = 0.65
_SENTENCE = re.compile(r"[^。！？!?\n]*[。！？!?\n]+(?:\s*\[\d+\])*")
_MARKER = re.compile(r"\s*[\[［](\d+)[\]］]")
_MARKUP = re.compile(r"^\s*(?:[-*#>•]+|\d+[.、)])\s*|\*\*|^(?:根据|依据|按照)[^，,。]{0,16}[，,]")
_PROPER = frozenset({"nr", "ns", "nt", "nz", "nrt", "nrfg"})  # names of people, places, institutions, other
_INTENDED = re.compile(r"计划|将(?!近)|力争|目标|预期|拟|争取")
_DONE = re.compile(r"(?<!不)已经?|完成了|实现了|达到了|建成了|新增了")


def sentences(pieces: Iterable[str]) -> Iterator[str]:
    """Whole sentences with their markers as soon as they are whole, which is when the next one begins."""
    waiting = ""
    for piece in pieces:
        waiting += piece
        while (found := _SENTENCE.match(waiting)) and re.match(r"\s*[^\s\[]", waiting[found.end() :]):
            yield found.group()
            waiting = waiting[found.end() :]
    while found := _SENTENCE.match(waiting):
        yield found.group()
        waiting = waiting[found.end() :]
    if re.search(r"\]\s*$", waiting):  # without its final mark; anything else was cut off in the middle
        yield waiting


def statement_of(sentence: str, sources: Sequence[Source]) -> Statement | None:
    """The sentence without markers and marks, on the sources that it names; None where it rests on none."""
    numbers = dict.fromkeys(int(number) for number in _MARKER.findall(sentence))
    text = _MARKUP.sub("", _MARKER.sub("", sentence)).strip().rstrip("。！？!?；;，, \n")
    if not re.search(r"\w", text):
        return None
    spans = tuple(sources[number - 1].span for number in numbers if 1 <= number <= len(sources))
    if not numbers:
        nearest = max(sources, key=lambda source: share_of_pairs(text, source.text), default=None)
        if nearest is not None and share_of_pairs(text, nearest.text) >= _OWN_WORDS:
            spans = (nearest.span,)
    return Statement(text, spans) if spans else None


def is_supported(statement: Statement, reports: Reports) -> bool:
    """The guard behind the model: that of ``verify``, and no word, name or tense that the quotes do not bear."""
    if not verify((statement,), reports):
        return False
    quotes = "".join(reports.quote(span) for span in statement.spans)
    around = "".join((quotes, *(_around(reports, span) for span in statement.spans)))
    return (
        share_of_pairs(statement.text, around) >= _SUPPORTED
        and all(words in quotes for words in QUOTED.findall(statement.text))
        and all(name in around for name in _names(statement.text))
        and not _is_of_another_tense(statement, quotes, reports)
    )


def _around(reports: Reports, span: Span) -> str:
    metadata = reports.store.document(span.document_id).metadata
    return f"{reports.headings(span)}{metadata.title}{metadata.place or ''}"


def _names(text: str) -> list[str]:
    return [word for word, tag in rjieba.tag(text) if tag in _PROPER and len(word) > 1]


def _is_of_another_tense(statement: Statement, quotes: str, reports: Reports) -> bool:
    """Whether what is planned is told as done, or what was done as planned."""
    roles = {reports.role(span) for span in statement.spans}
    intends = _INTENDED.search(statement.text) is not None
    if roles == {Role.PLAN}:
        return not intends and _DONE.search(statement.text) is not None and not _DONE.search(quotes)
    return roles == {Role.REVIEW} and intends and not _INTENDED.search(quotes)
