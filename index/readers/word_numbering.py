"""The numbers that Word prints before paragraphs and that no run holds: 一、 （一） 1. ①."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from index.readers.word_package import Element, W, attribute, switched_on

_LEVELS = 9
_DIGITS = "〇一二三四五六七八九"
_LEGAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
_LEGAL_TRADITIONAL = str.maketrans("一二三四五六七八九十百千", "壹貳參肆伍陸柒捌玖拾佰仟")
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = tuple(
    zip(
        ["m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"],
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        strict=True,
    )
)
_DASHES = re.compile(r"[—–\-－─]+\s*$")


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    number_format: str
    text: str
    restarts_after: int  # a level less deep than this one that restarts it
    all_decimal: bool
    gap: str


class Numbering:
    """The lists of a file and how far each has counted; ask for every numbered paragraph once, in reading order."""

    def __init__(self, root: Element | None) -> None:
        lists = () if root is None else root.iterfind(W + "abstractNum")
        self._lists = {attribute(each, "abstractNumId"): each for each in lists}
        self._style_lists = {attribute(each.find(W + "styleLink")): each for each in self._lists.values()}
        numbers = () if root is None else root.iterfind(W + "num")
        self._numbers = {attribute(each, "numId"): each for each in numbers}
        self._counts: dict[str | None, dict[int, int]] = {}
        self._restarted: set[tuple[str, int]] = set()

    def label(self, number_id: str | None, level: int | None, style_id: str | None) -> str:
        """What is printed before the next paragraph of this list, "" without a list; counts on."""
        number = self._numbers.get(number_id)
        if number_id is None or number is None:
            return ""
        abstract = self._abstract(number)
        if abstract is None:
            return ""
        depth = level if level is not None else _depth_of_style(abstract, style_id)
        levels = _levels(abstract, number)
        if depth not in levels:
            return ""
        counts = self._count(attribute(abstract, "abstractNumId"), (number, number_id), levels, depth)
        return _printed(levels, counts, depth)

    def _abstract(self, number: Element) -> Element | None:
        abstract = self._lists.get(attribute(number.find(W + "abstractNumId")))
        link = None if abstract is None else attribute(abstract.find(W + "numStyleLink"))
        return self._style_lists.get(link, abstract) if link else abstract

    def _count(
        self, list_id: str | None, used: tuple[Element, str], levels: dict[int, _Level], depth: int
    ) -> dict[int, int]:
        number, number_id = used
        counts = self._counts.setdefault(list_id, {})
        override = _start_override(number, depth)
        if override is not None and (number_id, depth) not in self._restarted:
            counts[depth] = override
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else levels[depth].start
        self._restarted.add((number_id, depth))
        for deeper in [each for each in counts if each > depth and levels[each].restarts_after > depth]:
            del counts[deeper]
        return counts


def _levels(abstract: Element, number: Element) -> dict[int, _Level]:
    elements = list(abstract.iterfind(W + "lvl")) + list(number.iterfind(f"{W}lvlOverride/{W}lvl"))
    return {int(attribute(each, "ilvl") or 0): _level(each) for each in elements}


def _level(element: Element) -> _Level:
    depth = int(attribute(element, "ilvl") or 0)
    restart = attribute(element.find(W + "lvlRestart"))
    suffix = attribute(element.find(W + "suff")) or "tab"
    return _Level(
        start=_whole(attribute(element.find(W + "start")), 1),
        number_format=attribute(element.find(W + "numFmt")) or "decimal",
        text=attribute(element.find(W + "lvlText")) or "",
        restarts_after=depth if restart is None else _whole(restart, depth),
        all_decimal=bool(switched_on(element, "isLgl")),
        gap="" if suffix == "nothing" else " ",
    )


def _start_override(number: Element, depth: int) -> int | None:
    for override in number.iterfind(W + "lvlOverride"):
        if attribute(override, "ilvl") == str(depth) and override.find(W + "startOverride") is not None:
            return _whole(attribute(override.find(W + "startOverride")), 1)
    return None


def _depth_of_style(abstract: Element, style_id: str | None) -> int:
    for level in abstract.iterfind(W + "lvl"):
        if style_id is not None and attribute(level.find(W + "pStyle")) == style_id:
            return _whole(attribute(level, "ilvl"), 0)
    return 0


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text is not None and re.fullmatch(r"-?\d{1,6}", text) else otherwise


def _printed(levels: dict[int, _Level], counts: dict[int, int], depth: int) -> str:
    level = levels[depth]
    if level.number_format == "bullet":  # a mark of the list, not text; but 「——」 is how reports open their items
        return level.text if len(level.text) > 1 and _DASHES.match(level.text) else ""

    def one(placeholder: re.Match[str]) -> str:
        at = int(placeholder.group(1)) - 1
        if at not in levels:
            return ""
        value = counts.get(at, levels[at].start)
        return format_number(value, "decimal" if level.all_decimal else levels[at].number_format)

    text = re.sub(r"%([1-9])", one, level.text)
    return text + level.gap if text.strip() else ""


def format_number(value: int, number_format: str) -> str:
    """A number as Word prints it in one of its formats; decimal for those that no Chinese document uses."""
    return _FORMATS.get(number_format, str)(value)


def _chinese(value: int) -> str:
    """一, 十, 十一, 二十, 一百零五; digits from 10,000 on."""
    if not 0 < value < 10_000:
        return str(value)
    text, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, unit)
        if digit:
            text += ("零" if zero and text else "") + _DIGITS[digit] + name
        zero = digit == 0
    return text.removeprefix("一") if text.startswith("一十") else text


def _from(characters: str) -> Callable[[int], str]:
    return lambda value: characters[(value - 1) % len(characters)] if value > 0 else str(value)


def _run_of(first: str, last: int, plain: Callable[[int], str] = str) -> Callable[[int], str]:
    return lambda value: chr(ord(first) + value - 1) if 1 <= value <= last else plain(value)


def circled(value: int) -> str:
    """① to ㊿; the plain number beyond."""
    for first, last, character in ((1, 20, "①"), (21, 35, "㉑"), (36, 50, "㊱")):
        if first <= value <= last:
            return chr(ord(character) + value - first)
    return str(value)


def _roman(value: int) -> str:
    if not 0 < value < 4000:
        return str(value)
    text = ""
    for letters, worth in _ROMAN:
        count, value = divmod(value, worth)
        text += letters * count
    return text


def _letters(value: int) -> str:
    if not 0 < value <= 26 * 30:
        return str(value)
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)  # Word goes on with aa, bb


def _digits(digits: str) -> Callable[[int], str]:
    return lambda value: str(value).translate(str.maketrans("0123456789", digits))


_FORMATS: dict[str, Callable[[int], str]] = {
    "none": lambda _: "",
    "decimalZero": lambda value: f"{value:02}",
    "numberInDash": lambda value: f"- {value} -",
    "upperRoman": lambda value: _roman(value).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda value: _letters(value).upper(),
    "lowerLetter": _letters,
    **dict.fromkeys(("decimalFullWidth", "decimalFullWidth2"), _digits("０１２３４５６７８９")),
    # WPS writes 一、 as japaneseCounting.
    **dict.fromkeys(("chineseCounting", "chineseCountingThousand", "japaneseCounting"), _chinese),
    **dict.fromkeys(("taiwaneseCounting", "taiwaneseCountingThousand"), _chinese),
    **dict.fromkeys(("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"), _digits(_DIGITS)),
    "chineseLegalSimplified": lambda value: _chinese(value).translate(_LEGAL),
    "ideographLegalTraditional": lambda value: _chinese(value).translate(_LEGAL_TRADITIONAL),
    "ideographTraditional": _from(_STEMS),
    "ideographZodiac": _from(_BRANCHES),
    "ideographZodiacTraditional": lambda value: _from(_STEMS)(value) + _from(_BRANCHES)(value),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), circled),
    "decimalEnclosedParen": _run_of("⑴", 20, lambda value: f"({value})"),
    "decimalEnclosedFullstop": _run_of("⒈", 20, lambda value: f"{value}."),
    "ideographEnclosedCircle": _run_of("㊀", 10, _chinese),
}
