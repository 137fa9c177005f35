"""Questions in English, and their answers: an English frame around the report's own words, which stay Chinese."""

import re
from dataclasses import replace

from rag.lexicon import usages_in
from rag.types import Statement

_HAN = re.compile(r"[\u3400-\u9fff]")
_FRAME = re.compile(r"(?P<title>《[^》]*》)?(?P<years>\d{4}(?:—\d{4})?)年(?P<plan>计划)?：(?P<said>.*)", re.S)
_VERDICTS = {"是的": "Yes", "没有": "No", "不是": "No"}
_VERDICT = re.compile(rf"(?P<verdict>{'|'.join(_VERDICTS)})[，,：:]")
SENTENCE_END = "."
_SENTENCE_ENDS = re.compile(r"(?<=[?!])\s+|(?<=[a-z]{3}\.)\s+(?=[A-Z])")  # not after 「St.」
_ASKS = r"(?:what|how|which|who|whom|whose|where|when|why|is|are|was|were|did|does|do|will|has|have|can)"
_JOINT = re.compile(rf",?\s+and\s+(?={_ASKS}\b)", re.IGNORECASE)
_ASKING = re.compile(rf"^\W*{_ASKS}\b|\?\W*$", re.IGNORECASE)
_MOST_PARTS = 4  # as of a Chinese question
_FEWEST_WORDS = 4  # of a question that another is joined to: not 「which streets」 and which squares were renewed
_HOW_MANY = re.compile(r"^how (?:many|much) ", re.IGNORECASE)
_WHEN = re.compile(r"\b(?:last|this|next) year(?:'s)?\b|\b(?:in|for|by) (?:19|20)\d\d\b", re.IGNORECASE)
_COUNTED = re.compile(r"\bhow many ((?:[\w'-]+ ?){1,3})", re.IGNORECASE)
# How what is counted is counted in Chinese; of most other things it is 个 or another that only counts.
_UNITS = {
    "户": "households|families",
    "人": "people|persons|residents|jobs|workers|professionals|students|graduates|teachers|doctors|children|visitors",
    "列": "trains",
    "公里": "kilometers|kilometres|km",
    "亩": "mu",
    "平方米": "square meters|square metres",
    "元": "yuan",
    "吨": "tons|tonnes",
}
_OF_ANY_TOPIC = frozenset(
    {"target", "goal", "growth", "growth rate", "grow", "increase", "increased", "total value", "share"}
)
_UNIT_WORDS = {unit: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for unit, words in _UNITS.items()}
GREETING = "Hello! I answer questions about government work reports, every sentence with the words it rests on."
REFUSAL = "I only answer questions about what government work reports say: figures, measures, terms."
NOT_FOUND = "{} does not say so. The nearest that is said:\n{}"
UNSAID = "the report does not say: {}"
NONE_SAY = "Each of these {} reports"


def is_english(question: str) -> bool:
    """Whether a question has no Chinese word."""
    return _HAN.search(question) is None


def units_in_english(question: str) -> tuple[str, ...]:
    """The Chinese units of what is counted: 户 for 「How many rural households」."""
    counted = " ".join(found[1] for found in _COUNTED.finditer(question))
    return tuple(unit for unit, words in _UNIT_WORDS.items() if words.search(counted))


def parts_in_english(question: str) -> tuple[str, ...]:
    """The questions in an English one; a later one that names no topic of its own has that of the first."""
    asking = [sentence.strip() for sentence in _SENTENCE_ENDS.split(question) if _ASKING.search(sentence.strip())]
    first, *others = [part.strip(" ,") for sentence in asking or [question] for part in _joined(sentence)]
    if len(others) >= _MOST_PARTS:
        return (question,)
    topic = _HOW_MANY.sub("", _WHEN.sub("", first))
    return (first, *(part if _names_topic(part) else f"{part} {topic}" for part in others))


def as_asked(part: str) -> str:
    """A part as it was asked, without the topic of the first behind it."""
    return part[: part.find("?") + 1] or part


def _joined(sentence: str) -> list[str]:
    parts = _JOINT.split(sentence)
    return [sentence] if len(parts[0].split()) < _FEWEST_WORDS else parts


def _names_topic(part: str) -> bool:
    return any(usage.said not in _OF_ANY_TOPIC for usage in usages_in(part.casefold()))


def framed(statement: Statement) -> Statement:
    """「2031年计划：新建公园2个」 as ``Planned for 2031: “新建公园2个”``: whoever reads it can look the quote up."""
    frame = _FRAME.fullmatch(statement.text)
    if frame is None:
        return replace(statement, text=_quoted("The report says", statement.text))
    when = f"Planned for {frame['years']}" if frame["plan"] else f"In {frame['years']}"
    return replace(statement, text=_quoted(f"{frame['title'] or ''}{when}", frame["said"]))


def _quoted(head: str, said: str) -> str:
    verdict = _VERDICT.match(said)
    if verdict is None:
        return f"{head}: “{said}”"
    return f"{_VERDICTS[verdict['verdict']]}. {head}: “{said[verdict.end() :]}”"
