"""The glossary at the end of a report: its entries in whatever layout, each a term and its definition."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.glossary_lines import LONGEST_NAME, after_number, entry_number, is_glossary, parted
from index.types import Section, Term

_QUOTES = "\"“”‘’「」『』'"
_OUTER_QUOTES = re.compile(rf"^[{_QUOTES}]([^{_QUOTES}]+)[{_QUOTES}]$")
_SHORTEST_DEFINITION = 4
_SHORTEST_ALIAS = 3
_SENTENCE_END = re.compile(r"[。！!？?；;…”\"）)]$")
_STAMP = re.compile(r"(?:办公室|办公厅|委员会|研究室|秘书处|政府)$|^\d{4}年\d{1,2}月|^[（(].*[）)]$|印发$")


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def read_terms(text: str, sections: tuple[Section, ...]) -> tuple[Term, ...]:
    """The entries in printed order: by their numbers, else by the mark behind the name or a line of its own."""
    terms: list[Term] = []
    for section in sections:
        if section.level == 0 and is_glossary(section.heading):
            lines = list(_lines(text, section, sections))
            terms.extend(_numbered(lines) or _unnumbered(lines))
    return tuple(terms)


def without_place(terms: Sequence[Term], place: str | None) -> tuple[Term, ...]:
    """The terms, those that open with the report's place known without it too, where no other term is called so."""
    names = {term.name for term in terms}
    found = []
    for term in terms:
        prefix = next((each for each in (place, (place or "")[:-1]) if each and term.name.startswith(each)), "")
        short = term.name[len(prefix) :]
        is_alias = bool(prefix) and len(short) >= _SHORTEST_ALIAS and short not in names
        found.append(replace(term, aliases=(*term.aliases, short)) if is_alias else term)
    return tuple(found)


def _lines(text: str, glossary: Section, sections: Sequence[Section]) -> Iterator[_Line]:
    """The lines below the heading of the glossary, without headings that group its entries."""
    heads = {section.start for section in sections if glossary.start <= section.start < glossary.end}
    start = glossary.start
    for line in text[glossary.start : glossary.end].split("\n"):
        if line.strip() and start not in heads:
            yield _Line(line, start)
        start += len(line) + 1


def _numbered(lines: Sequence[_Line]) -> list[Term]:
    """Entries with a number. It must rise by one: the numbers of a list inside a definition do not."""
    openers: list[int] = []
    for at, line in enumerate(lines):
        if entry_number(line.text) == len(openers) + 1:
            openers.append(at)
    if len(openers) < min(2, sum(entry_number(line.text) is not None for line in lines)):
        return []
    return _entries(lines, openers, numbered=True)


def _unnumbered(lines: Sequence[_Line]) -> list[Term]:
    """Entries that open with a name and a mark, or with a name alone in its line above its definition."""
    marked = [at for at, line in enumerate(lines) if parted(line.text, _SHORTEST_DEFINITION) is not None]
    alone = [
        at
        for at, (line, below) in enumerate(pairwise(lines))
        if _stands_alone(line.text) and not _stands_alone(below.text) and _SENTENCE_END.search(below.text)
    ]
    openers = alone if len(alone) > len(marked) else marked
    return _entries(lines, openers, numbered=False)


def _entries(lines: Sequence[_Line], openers: Sequence[int], *, numbered: bool) -> list[Term]:
    """The terms that open at these lines, each up to the next."""
    terms = []
    for at, until in pairwise([*openers, len(lines)]):
        opening = lines[at].text
        term = _entry(lines[at:until], after_number(opening) if numbered else opening)
        if term is not None:
            terms.append(term)
    return terms


def _entry(lines: Sequence[_Line], opening: str) -> Term | None:
    """The term of these lines, the first without its number; None where nothing is defined."""
    further = _definition_lines(lines)
    named = parted(opening, 1 if further else _SHORTEST_DEFINITION)
    if named is None and further and len(opening.strip()) <= LONGEST_NAME:
        named = opening.strip(), ""
    if named is None:
        return None
    end = (further or lines[:1])[-1].end
    definition = "\n".join(part for part in (named[1], *(line.text for line in further)) if part)
    return _term(named[0], definition, lines[0].start, end)


def _definition_lines(lines: Sequence[_Line]) -> Sequence[_Line]:
    """The lines below the first that go on with its definition: whole sentences, up to whoever signed it."""
    further = []
    for line in lines[1:]:
        if _STAMP.search(line.text) or not _SENTENCE_END.search(line.text):
            break
        further.append(line)
    return further


def _stands_alone(line: str) -> bool:
    return len(line) <= LONGEST_NAME and not _SENTENCE_END.search(line) and not _STAMP.search(line) and "，" not in line


def _term(printed_name: str, definition: str, start: int, end: int) -> Term:
    name = _OUTER_QUOTES.sub(r"\1", printed_name.strip())
    bare = re.sub(rf"[{_QUOTES}]", "", name)
    return Term(name, definition.strip(), (bare,) if bare != name else (), start, end)
