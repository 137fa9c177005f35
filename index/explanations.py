"""Explanations outside a glossary: in brackets behind a quoted name, and notes at the end that the text refers to."""

import re
from collections.abc import Iterator, Sequence

from index.glossary_lines import after_number, entry_number, parted
from index.types import Term

# 「“三通”（通邮、通商、通航）」; dates, figures and cross-references in brackets explain nothing.
_IN_BRACKETS = re.compile(r"[“\"「]([^“”\"「」\n]{2,16})[”\"」]\s*[（(]([^（()）\n]{4,120})[）)]")
_EXPLAINS_NOTHING = re.compile(
    r"^[\d\s.,%年月日至—–~\-、第期元亿万]*$|^(?:详?见|参见|以下简称|下同|下称|简称|鼓掌|试行|草案)"
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_FEWEST_HAN = 4
_MARK = r"(?:[\[［〔【]{0}[\]］〕】]|{1})"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_NOTE = re.compile(rf"^(?:[\[［〔【]\d{{1,3}}[\]］〕】]|[{_CIRCLED}]|注\s*\d{{1,3}})")
_NAME_BEFORE = re.compile(r"[“\"「]([^“”\"「」\n]{2,30})[”\"」]$")
_SHORTEST_DEFINITION = 4


def read_explanations(text: str, known: Sequence[Term]) -> tuple[Term, ...]:
    """Terms of second rank: those in brackets, each name once and none that the glossary ``known`` defines."""
    names = {term.name for term in known}
    found: dict[str, Term] = {}
    for match in _IN_BRACKETS.finditer(text):
        name, definition = match.groups()
        explains = _EXPLAINS_NOTHING.match(definition) is None and len(_HAN.findall(definition)) >= _FEWEST_HAN
        if explains and name not in names:
            found.setdefault(name, Term(name, definition, (), match.start(), match.end(), rank=2))
    return tuple(found.values())


def read_notes(text: str) -> tuple[Term, ...]:
    """Numbered notes at the very end of a text whose marks stand behind what they explain, as terms."""
    terms = []
    for number, start, line in _closing_notes(text):
        mark = re.compile(_MARK.format(number, _CIRCLED[number - 1] if number <= len(_CIRCLED) else "(?!)"))
        referred = mark.search(text, 0, start)
        if referred is None:
            continue
        explained = after_number(line).strip()
        before = _NAME_BEFORE.search(text[: referred.start()][-40:])
        named = parted(explained, _SHORTEST_DEFINITION) or ((before[1], explained) if before else None)
        if named is not None:
            terms.append(Term(*named, (), start, start + len(line)))
    return tuple(terms)


def _closing_notes(text: str) -> Iterator[tuple[int, int, str]]:
    """Number, offset and line of each note of the run of notes that ends the text, if they count from one."""
    lines: list[tuple[int, str]] = []
    end = len(text)
    for line in reversed(text.split("\n")):
        if line.strip() and not _NOTE.match(line):
            break
        lines.append((end - len(line), line))
        end -= len(line) + 1
    notes = [(start, line) for start, line in reversed(lines) if line.strip()]
    numbers = [entry_number(line) for _, line in notes]
    if len(notes) > 1 and numbers == list(range(1, len(notes) + 1)):
        yield from ((number, start, line) for number, (start, line) in enumerate(notes, 1))
