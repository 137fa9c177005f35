"""SQuAD-style JSON as cases: the sentence of the first answer is the evidence, its paragraph the one to be found."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.dataset import UNANSWERABLE, Case, is_text
from evals.public_set import BadEntryError, PublicSet, askable, one_line
from index.errors import DatasetError
from index.sentences import sentence_spans

_SHORTEST_EVIDENCE = 8  # characters; a sentence like 「是。」 stands in every paragraph
_WANTED = 'Give SQuAD-style JSON: {"data": [{"paragraphs": [{"context", "qas": [{"id", "question", "answers"}]}]}]}.'


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph with its questions as the file has them, and where it stands."""

    where: str
    context: str
    questions: list[object]


def read_squad(path: Path) -> PublicSet:
    """The set in a file; an entry that is none is named among the problems. Raises DatasetError for another file."""
    problems: list[str] = []
    paragraphs = tuple(_paragraphs(_articles(path), str(path), problems))
    positions = {context: at for at, context in enumerate(dict.fromkeys(each.context for each in paragraphs))}
    found = tuple(_cases(paragraphs, str(path), problems))
    judgements: dict[str, dict[int, int]] = {}
    for case, context in found:
        judgements.setdefault(case.id, {positions[context]: 1} if case.evidence else {})
    kept = tuple(askable((case for case, _ in found), problems, str(path)))
    if not kept:
        raise DatasetError(problems[0] if problems else f"{path} has no question. {_WANTED}")
    return PublicSet(path.stem, tuple(positions), kept, judgements, tuple(problems))


def is_question_set(path: Path) -> bool:
    """Whether a JSON file looks like such a set, and not like the record of a run."""
    try:
        return isinstance(json.loads(path.read_bytes()).get("data"), list)
    except (OSError, AttributeError, ValueError, RecursionError):
        return False


def _articles(path: Path) -> list[object]:
    try:
        loaded = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise DatasetError(f"cannot read {path}: {error.strerror}. {_WANTED}") from None
    except (ValueError, RecursionError):
        raise DatasetError(f"{path} is no question set. {_WANTED}") from None
    if not isinstance(loaded, dict) or not isinstance(loaded.get("data"), list):
        raise DatasetError(f"{path} is no question set. {_WANTED}")
    articles: list[object] = loaded["data"]
    return articles


def _paragraphs(articles: list[object], source: str, problems: list[str]) -> Iterator[_Paragraph]:
    for number, article in enumerate(articles):
        for at, paragraph in enumerate(_list(article, "paragraphs", f"{source} data[{number}]", problems)):
            where = f"{source} data[{number}].paragraphs[{at}]"
            context = paragraph.get("context") if isinstance(paragraph, dict) else None
            if is_text(context):
                yield _Paragraph(where, one_line(context), _list(paragraph, "qas", where, problems))
            else:
                problems.append(f'{where}: no text "context". {_WANTED}')


def _cases(paragraphs: Iterable[_Paragraph], source: str, problems: list[str]) -> Iterator[tuple[Case, str]]:
    """The cases, each with its paragraph."""
    for paragraph in paragraphs:
        for at, question in enumerate(paragraph.questions):
            named = question.get("id") if isinstance(question, dict) else None
            try:
                yield _case(question, paragraph.context), paragraph.context
            except BadEntryError as error:
                where = f"{paragraph.where}.qas[{at}]" if named is None else f"{source} question {named}"
                problems.append(f"{where}: {error}")


def _list(holder: object, name: str, where: str, problems: list[str]) -> list[object]:
    found = holder.get(name) if isinstance(holder, dict) else None
    if isinstance(found, list):
        return found
    problems.append(f'{where}: no list "{name}". {_WANTED}')
    return []


def _case(row: object, context: str) -> Case:
    """A question with the sentence that its first answer stands in as evidence. Raises BadEntryError."""
    if not isinstance(row, dict) or row.get("id") is None or not is_text(row.get("question")):
        raise BadEntryError('no text "question" with an "id". Give both.')
    question = row["question"].strip()
    answers = _answers(row)
    texts = tuple(dict.fromkeys(text for text, _ in answers))
    if not texts:
        return Case(str(row["id"]), UNANSWERABLE, question)
    return Case(
        id=str(row["id"]),
        type="fact_text",
        question=question,
        answer=texts[0],
        key_facts=("|".join(text for text in texts if "|" not in text) or texts[0].replace("|", " "),),
        evidence=(_sentence_around(context, *answers[0]),),
        extra={"answers": list(texts)},
    )


def _answers(row: dict[str, Any]) -> list[tuple[str, int]]:
    """The answers that say something, each with the place where it begins; -1 where that is not told."""
    given = row.get("answers") or []
    if not isinstance(given, list) or not all(isinstance(each, dict) and is_text(each.get("text")) for each in given):
        raise BadEntryError('"answers" is no list of {"text", "answer_start"}. Write it as SQuAD does.')
    starts = [each.get("answer_start") for each in given]
    told = zip(given, (start if isinstance(start, int) else -1 for start in starts), strict=True)
    return [(one_line(each["text"]), start) for each, start in told if each["text"].strip()]


def _sentence_around(context: str, answer: str, start: int) -> str:
    """The sentence of an answer, with those behind it while it is too short to be found by."""
    at = start if context[max(start, 0) :].startswith(answer) else context.find(answer)
    spans = sentence_spans(context)
    for number, (begin, end) in enumerate(spans):
        if begin <= at < end:
            longer = (later for _, later in spans[number:] if later - begin >= max(_SHORTEST_EVIDENCE, len(answer)))
            return context[begin : next(longer, end)].strip()
    return answer
