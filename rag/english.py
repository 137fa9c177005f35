"""Answers to questions in English: an English frame around the report's own words, which stay Chinese."""

import re
from dataclasses import replace

from rag.types import Statement

_HAN = re.compile(r"[\u3400-\u9fff]")
_FRAME = re.compile(r"(?P<title>《[^》]*》)?(?P<years>\d{4}(?:—\d{4})?)年(?P<plan>计划)?：(?P<said>.*)", re.S)
_VERDICTS = {"是的": "Yes", "没有": "No", "不是": "No"}
_VERDICT = re.compile(rf"(?P<verdict>{'|'.join(_VERDICTS)})[，,：:]")
SENTENCE_END = "."
GREETING = "Hello! I answer questions about government work reports, every sentence with the words it rests on."
REFUSAL = "I only answer questions about what government work reports say: figures, measures, terms."
NOT_FOUND = "{} does not say so. The nearest that is said:\n{}"
UNSAID = "the report does not say: {}"
NONE_SAY = "Each of these {} reports"


def is_english(question: str) -> bool:
    """Whether a question has no Chinese word."""
    return _HAN.search(question) is None


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
