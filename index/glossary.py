"""The glossary at the end of a report: numbered entries, each a term and its definition."""

import re

from index.headings import is_glossary
from index.types import Section, Term

_ENTRY = re.compile(
    r"^(?:(?=\d)|[\[［【〔])(\d{1,3})[.．、\]］】〕]\s*([^:：]{1,40}?)\s*[:：]\s*(.+)$"
)  # 「1.」 or 「[1]」
_QUOTES = "\"“”‘’「」『』'"
_OUTER_QUOTES = re.compile(rf"^[{_QUOTES}]([^{_QUOTES}]+)[{_QUOTES}]$")


def read_terms(text: str, sections: tuple[Section, ...]) -> tuple[Term, ...]:
    """The entries in printed order. Numbers must rise by one: those of a list inside a definition do not."""
    terms: list[Term] = []
    for section in sections:
        if section.level != 0 or not is_glossary(section.heading):
            continue
        number, start = 0, section.start
        for line in text[section.start : section.end].split("\n"):
            entry = _ENTRY.match(line)
            if entry and int(entry.group(1)) == number + 1:
                number += 1
                terms.append(_term(entry.group(2), entry.group(3), start, start + len(line)))
            start += len(line) + 1
    return tuple(terms)


def _term(printed_name: str, definition: str, start: int, end: int) -> Term:
    name = _OUTER_QUOTES.sub(r"\1", printed_name.strip())
    bare = re.sub(rf"[{_QUOTES}]", "", name)
    return Term(name, definition.strip(), (bare,) if bare != name else (), start, end)
