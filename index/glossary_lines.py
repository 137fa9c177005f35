"""How glossaries are printed: their headings, the numbers of entries, and what parts a name from its definition."""

import re
from collections.abc import Iterator
from functools import lru_cache

_GLOSSARY = re.compile(
    r"^(?:附[件录表]?\s*[\d一二三四五六七八九十]*\s*[:：]?\s*)?[（(]?.{0,20}(?:名词|术语|用语|词语|词汇|概念|缩略语)的?"
    r"(?:解释|注释|说明|释义|注解|简释|浅释)[）)]?$|^(?:注释|附注|尾注|名词注解)[:：]?$"
)
_CIRCLED = {
    character: number for number, character in enumerate("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟", 1)
}
# A name may open with a digit (「3．10种有色金属」): that numbers rise by one tells it from a decimal.
_ARABIC_NUMBER = re.compile(
    r"^(?:注\s*)?(?:(\d{1,3})[.．、)）]|[\[［【〔（(](\d{1,3})[\]］】〕）)])|^注(\d{1,3})[:：]?"
)
_CHINESE_NUMBER = re.compile(r"^[（(]?([一二三四五六七八九十]{1,3})[）)、.．]")
_DIGITS = {character: number for number, character in enumerate("一二三四五六七八九", 1)}
_MARKS = (
    re.compile(r"\s*[:：]\s*"),
    re.compile(r"\s*(?:——|—|--|－－)\s*"),
    re.compile(r"(?=，?(?:是指|指的是|系指|即指|主要指|特指)|，(?:指|即|是))，?"),
)
_QUOTED_NAME = re.compile(r"^([“「『\"][^”」』\"]{1,38}[”」』\"])\s*([^\s，].{4,})$")
_WHITE_SPACE = re.compile(r"\s{1,4}(?=\S{6})")
_GAP = re.compile(r"\s+(?=\S)")
LONGEST_NAME = 40
_NO_NAME = re.compile(r"[。！!？?；;]|^\d+$")


def is_glossary(heading: str) -> bool:
    """Whether a heading opens the glossary of the report."""
    return _GLOSSARY.match(heading) is not None


@lru_cache(1_024)  # passages share their headings
def is_in_glossary(headings: tuple[str, ...]) -> bool:
    """Whether what stands under these headings is of the glossary."""
    return any(map(is_glossary, headings))


def entry_number(line: str) -> int | None:
    """The number that opens a line, in whichever form it is printed."""
    if line[:1] in _CIRCLED:
        return _CIRCLED[line[0]]
    arabic = _ARABIC_NUMBER.match(line)
    if arabic:
        return int(next(filter(None, arabic.groups())))
    chinese = _CHINESE_NUMBER.match(line)
    if chinese is None:
        return None
    tens, ten, ones = chinese.group(1).rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)


def after_number(line: str) -> str:
    """The line without the number that opens it."""
    opened = _ARABIC_NUMBER.match(line) or _CHINESE_NUMBER.match(line)
    return line[1:] if line[:1] in _CIRCLED else line[opened.end() :] if opened else line


def parted(entry: str, least_definition: int) -> tuple[str, str] | None:
    """Name and definition of an entry, parted by the surest mark that it has.

    A colon is surest, then a dash, the words that define, the quote that closes the name, and white space.
    """
    for name, definition in _partings(entry.strip()):
        if 0 < len(name) <= LONGEST_NAME and not _NO_NAME.search(name) and len(definition) >= least_definition:
            return name, definition
    return None


def _partings(entry: str) -> Iterator[tuple[str, str]]:
    for mark in _MARKS:
        found = mark.search(entry)
        if found:
            yield entry[: found.start()], entry[found.end() :]
    quoted = _QUOTED_NAME.match(entry)
    if quoted:
        yield quoted.group(1), quoted.group(2)
    space = _WHITE_SPACE.search(entry)
    if space:
        yield entry[: space.start()], entry[space.end() :]


def parting_space(entry: str) -> int | None:
    """Where the white space begins that alone parts a numbered entry's name from its definition, if one does."""
    opened = len(entry) - len(after_number(entry))
    opened += len(entry[opened:]) - len(entry[opened:].lstrip())
    head = entry[: opened + LONGEST_NAME + 5]
    gaps = list(_GAP.finditer(head, opened)) if opened else []
    if not gaps or any(mark.search(head, opened) for mark in _MARKS):
        return None
    widest = max(gaps, key=lambda gap: gap.end() - gap.start())  # damage may set single spaces anywhere
    name = entry[opened : widest.start()]
    return (
        None if len(name) < 2 or len(name) > LONGEST_NAME or _NO_NAME.search(name) or "，" in name else widest.start()
    )
