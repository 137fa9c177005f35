"""What an answer's sentences rest on: whether their citations support them, and whether their years are right.

Support is judged by words, as NLI models are not at hand offline: the citation precision and recall of ALCE (Gao et al.
2023, "Enabling Large Language Models to Generate Text with Citations") with the share of common pairs of characters in
the place of entailment. Figures that stand in no quote at all are left to figure accuracy and years to year accuracy,
so that each damage shows in one metric.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from evals.scoring import normalise, stands_in, stated_figures, without_markers
from index.store import Store
from rag.types import Answer, Citation

# Over the answers of the dev split a sentence shares 0.88 to 1 of its pairs with its own quotes, and at most 0.38 with
# those of answers to other questions, where these do not quote the same words.
_SUPPORTED = 0.5
_RELEVANT = 0.4  # of a sentence with several quotes each brings a part

_CITED = re.compile(r"(?P<words>.*?)(?P<markers>(?:\s*\[\d+\])+)[。.!！?？;；]?")
_TITLE_OR_YEARS = re.compile(r"《[^》]*》|(?:(?:19|20)\d{2}[—–-])?(?:19|20)\d{2}年(?:计划)?[：:]?")
_IN_QUOTES = re.compile(r"“([^”]*)”")
_HAN = re.compile(r"[\u3400-\u9fff]")
_LETTER = re.compile(r"[^\W_]")
_CLOSING = re.compile(r"[,，。;；、:：!！?？)）」』”’]")
_YEAR = re.compile(r"(?<![\d.])((?:19|20)\d{2})(?=年|[—–-](?:19|20)\d{2}年)")


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence of an answer, without markers, and the citations that its markers point at; None: at nothing."""

    words: str
    cited: tuple[Citation | None, ...]


@dataclass(frozen=True, slots=True)
class Grounding:
    """Right and all citations, supported and all sentences, right and all years of one answer."""

    citations: tuple[int, int]
    sentences: tuple[int, int]
    years: tuple[int, int]


def ground(store: Store, answer: Answer) -> Grounding:
    """Hold every sentence of an answer against the quotes that it cites; what words cannot judge counts nowhere."""
    said = [each for each in sentences_of(answer) if not _is_beyond_words(each)]
    judged = [
        (each, citation is not None and _is_right(store, answer, each, citation))
        for each in said
        for citation in each.cited
    ]
    supported = sum(_is_supported(store, answer, each) for each in said)
    years = [year for each in said for year in _years_judged(store, answer, each)]
    return Grounding((sum(right for _, right in judged), len(judged)), (supported, len(said)), (sum(years), len(years)))


def sentences_of(answer: Answer) -> tuple[Said, ...]:
    """The sentences of an answer: a marker closes one, and so does the end of a line."""
    numbered = {citation.number: citation for citation in answer.citations}
    said = []
    for line in answer.text.split("\n"):
        end = 0
        for match in _CITED.finditer(line):
            numbers = (int(number) for number in re.findall(r"\[(\d+)\]", match.group("markers")))
            said.append(Said(match.group("words").strip(), tuple(numbered.get(number) for number in numbers)))
            end = match.end()
        rest = line[end:].strip()
        if re.search(r"\w", rest):
            said.append(Said(rest, ()))
    return tuple(said)


def holds(store: Store, citation: Citation) -> bool:
    """Whether a citation's quote is what the document says at its place."""
    return store.document(citation.document_id).text[citation.start : citation.end] == citation.quote


def is_whole(store: Store, citation: Citation) -> bool:
    """Whether a citation's place begins and ends where words do: between signs, as all 335 citations of a run did."""
    text = store.document(citation.document_id).text
    before, quoted, after = text[: citation.start][-1:], text[citation.start : citation.end], text[citation.end :][:1]
    if _CLOSING.match(quoted.lstrip()):
        return False
    return not any(_LETTER.match(one) and _LETTER.match(two) for one, two in ((before, quoted), (quoted[-1:], after)))


def _is_beyond_words(said: Said) -> bool:
    """Whether a sentence has no word of its Chinese quotes: what the two have in common then tells nothing."""
    quotes = [citation.quote for citation in said.cited if citation is not None]
    return bool(quotes) and _HAN.search(said.words) is None and all(map(_HAN.search, quotes))


def _is_supported(store: Store, answer: Answer, said: Said) -> bool:
    """Whether the quotes cited hold the words of a sentence, and those of its figures that any quote holds."""
    quotes = [each.quote for each in said.cited if each is not None and holds(store, each)]
    return _share(said.words, "\n".join(quotes)) >= _SUPPORTED and not (
        _traced(said.words, answer.citations) - _traced(said.words, said.cited)
    )


def _is_right(store: Store, answer: Answer, said: Said, citation: Citation) -> bool:
    return holds(store, citation) and _speaks_of(answer, said, citation)


def _speaks_of(answer: Answer, said: Said, citation: Citation) -> bool:
    """Whether a quote has to do with a sentence: common words, and no other figure in the place of its own."""
    common = max(_share(said.words, citation.quote), _share(citation.quote, said.words))
    wanted = _traced(said.words, answer.citations)
    another = bool(wanted) and bool(stated_figures(citation.quote)) and not _traced(said.words, (citation,))
    return common >= _RELEVANT and not another


def _years_judged(store: Store, answer: Answer, said: Said) -> list[bool]:
    """For each year that a sentence prints, whether a quote about the same has it or stands under it.

    Whether the right marker points at that quote is the citations' matter.
    """
    about = [each for each in answer.citations if _speaks_of(answer, said, each)]
    known = {year for citation in about for year in _years_of(store, citation)}
    return [int(year) in known for year in _YEAR.findall(said.words)] if about else []


def _years_of(store: Store, citation: Citation) -> set[int]:
    years = {int(year) for year in re.findall(r"(?<!\d)(?:19|20)\d{2}(?!\d)", normalise(citation.quote))}
    sections = store.document(citation.document_id).sections
    around = [section for section in sections if section.start <= citation.start < section.end]
    if around:
        period = max(around, key=lambda section: section.level).period
        if period.first_year is not None:
            years |= set(range(period.first_year, (period.last_year or period.first_year) + 1))
    return years


def _traced(words: str, citations: Sequence[Citation | None]) -> set[tuple[float, str]]:
    """The figures of a sentence that stand in one of the quotes."""
    quotes = [citation.quote for citation in citations if citation is not None]
    return {
        (each.value, each.unit)
        for each in stated_figures(words)
        if any(stands_in(words, each, quote) for quote in quotes)
    }


def _share(words: str, text: str) -> float:
    """Share of the pairs of neighbouring characters of ``words`` that are in ``text``; digits and years apart."""
    wanted, there = _pairs(_quoted(words)), _pairs(text)
    return sum(pair in there for pair in wanted) / len(wanted) if wanted else 1.0


def _pairs(text: str) -> set[str]:
    plain = re.sub(r"[\d.\W_]+", " ", normalise(_TITLE_OR_YEARS.sub("", without_markers(text))))
    return {first + second for run in plain.split() for first, second in pairwise(run)}


def _quoted(words: str) -> str:
    """Of an English sentence around Chinese words these: 「In 2030: “新增学位2600个”」 is held by what it quotes."""
    around = _IN_QUOTES.sub("", _TITLE_OR_YEARS.sub("", words))
    return words if _HAN.search(around) else "".join(_IN_QUOTES.findall(words)) or words
