"""How much of a sentence a correction tells: from the clause that names the thing to the one that tells of it."""

import re

from index.quantities import quantities
from index.words import fold
from rag.clauses import UNBROKEN
from rag.clauses_about import leads_on, names_its_own, says_only_when
from rag.figure_asked import units_asked
from rag.keyword_coverage import presence
from rag.question import Question
from rag.same_thing import Telling, goes_on
from rag.units import same_unit

_PAIRED = (("“", "”"), ("「", "」"), ("『", "』"), ("《", "》"), ("（", "）"), ("(", ")"))
_SAYS_MORE = re.compile(r"是(?!否)|连续|保持")  # 「…,是计划的2倍」
_BUT = re.compile(r"[但却而]")
_OF_PART = re.compile("其中")
_OF_WHOLE = re.compile(r"其中|占|(?:竣工|完工|开工|完成|达标)率")  # says nothing without the whole that it is of
_SAID = 0.6  # of the pairs of characters of a noun


def told_span(question: Question, telling: Telling) -> tuple[int, int]:
    """The words to tell, ``[start, end)`` in the document; the sentence where what is told stands at no known place."""
    if telling.value is None or telling.passage.period.role is None:  # an entry opens with what it is of
        return telling.sentence
    start = telling.sentence[0]
    clauses = list(UNBROKEN.finditer(telling.around))
    words = [clause.group() for clause in clauses]
    first, last = (at - start for at in _from_name_to_value(telling))
    told = [at for at, clause in enumerate(clauses) if clause.start() < last and first < clause.end()]
    told += _of_what_else_is_asked(question, words, told)
    opens, ends = min(told), max(told)
    if opens and _is_led(question, words[opens - 1], words[opens]):
        opens -= 1
    while opens and _OF_WHOLE.match(words[opens]):
        opens -= 1
    while ends + 1 < len(words) and _says_more(words[ends + 1]):
        ends += 1
    span = clauses[opens].start(), clauses[ends].end()
    return (start + span[0], start + span[1]) if _is_closed(telling.around[slice(*span)]) else telling.sentence


def _from_name_to_value(telling: Telling) -> tuple[int, int]:
    value = telling.value or telling.clause
    return min(telling.clause[0], value[0]), max(telling.clause[1], value[1])


def _of_what_else_is_asked(question: Question, clauses: list[str], told: list[int]) -> list[int]:
    """The clauses that say a noun of the question which those told do not, or alone a figure in a unit of it."""
    said = "".join(clauses[at] for at in told)
    units = {each.unit for each in quantities(question.text) if each.unit not in ("", "年")} | {*units_asked(question)}
    missing = {unit for unit in units if not _has_figure(unit, said)}
    nouns = [(each.word, *each.alternatives) for each in question.keywords if each.importance == 1]
    nouns = [forms for forms in nouns if not _says(forms, said)]
    return [
        at
        for at, clause in enumerate(clauses)
        if any(_says(forms, clause) for forms in nouns) or any(_has_figure(unit, clause) for unit in missing)
    ]


def _has_figure(unit: str, text: str) -> bool:
    return any(same_unit(unit, (each.unit,)) for each in quantities(text))


def _says(forms: tuple[str, ...], text: str) -> bool:
    said = fold(text)
    return any(presence(form, said) >= _SAID for form in forms)


def _is_led(question: Question, before: str, clause: str) -> bool:
    """Whether the clause before says who, where or when this one is of, which names nothing of its own."""
    names = [form for each in question.keywords for form in (each.word, *each.alternatives)]
    is_named = names_its_own(clause) or any(fold(clause).startswith(name) for name in names)
    return says_only_when(before) or _BUT.match(clause) is not None or (leads_on(before) and not is_named)


def _says_more(clause: str) -> bool:
    """Whether a clause tells more of the whole that the one before is of."""
    return _SAYS_MORE.match(clause) is not None or (goes_on(clause) and not _OF_PART.match(clause))


def _is_closed(text: str) -> bool:
    """Whether no quotation or bracket is cut."""
    return text.count('"') % 2 == 0 and all(text.count(opens) == text.count(ends) for opens, ends in _PAIRED)
