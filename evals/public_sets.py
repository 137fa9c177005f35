"""Public question sets: SQuAD-style JSON and BEIR folders. Each brings its own paragraphs, and so its own store.

The paragraphs become one document, as a report's are. Were each a document of its own, a place that it names would
select it, and every answer would open with its name.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.dataset import RETRIEVAL_ONLY, UNANSWERABLE, Case, problem_of_the_question
from index.build import build_store, store_is_current
from index.encoder import Encoder
from index.errors import DatasetError
from index.sentences import sentence_spans

_SHORTEST_EVIDENCE = 8  # characters; a sentence like 「是。」 stands in every paragraph
_CORPUS, _QUERIES, _QRELS = "corpus.jsonl", "queries.jsonl", "qrels"


@dataclass(frozen=True, slots=True)
class PublicSet:
    """Paragraphs, cases whose evidence is in them, and a sentence for every question that cannot be asked."""

    name: str
    paragraphs: tuple[str, ...]
    cases: tuple[Case, ...]
    problems: tuple[str, ...] = ()


def read_public_set(path: Path) -> PublicSet | None:
    """The set at a path; None where it is cases of our own. Raises DatasetError for one that cannot be read."""
    if path.is_dir() and (path / _CORPUS).is_file():
        return _read_beir(path)
    return _read_squad(path) if path.is_file() and path.suffix.lower() == ".json" else None


def public_store(found: PublicSet, folder: Path, encoder: Encoder, report: Callable[[str], None]) -> Path:
    """A store of the set's paragraphs below ``folder``: the one of an earlier run if it is of the same paragraphs."""
    text = "\n\n".join(found.paragraphs)
    named = hashlib.sha256(f"{encoder.name}\n{text}".encode()).hexdigest()[:16]
    store = folder / f"{found.name}-{named}"
    if not store_is_current(store, encoder.name):
        store.mkdir(parents=True, exist_ok=True)
        source = store / f"{found.name}.txt"
        source.write_text(text, encoding="utf-8")
        build_store([source], store, encoder, report)
    return store


def _read_squad(path: Path) -> PublicSet:
    wanted = 'Give SQuAD-style JSON: {"data": [{"paragraphs": [{"context", "qas": [{"id", "question", "answers"}]}]}]}.'
    try:
        loaded = json.loads(path.read_text(encoding="utf-8-sig"))
        paragraphs = [paragraph for article in loaded["data"] for paragraph in article["paragraphs"]]
        cases = tuple(_squad_case(asked, each["context"]) for each in paragraphs for asked in each["qas"])
        contexts = tuple(dict.fromkeys(_one_line(each["context"]) for each in paragraphs))
    except OSError as error:
        raise DatasetError(f"cannot read {path}: {error.strerror}. {wanted}") from None
    except (KeyError, TypeError, AttributeError, ValueError, RecursionError):
        raise DatasetError(f"{path} is no question set. {wanted}") from None
    if not cases:
        raise DatasetError(f"{path} has no question. {wanted}")
    return _askable(path, contexts, cases)


def _squad_case(asked: dict[str, Any], context: str) -> Case:
    """A question with the sentence that its first answer stands in as evidence."""
    question, answers = asked["question"].strip(), asked.get("answers", [])
    texts = tuple(dict.fromkeys(answer["text"] for answer in answers if answer["text"].strip()))
    if not texts:
        return Case(str(asked["id"]), UNANSWERABLE, question)
    return Case(
        id=str(asked["id"]),
        type="fact_text",
        question=question,
        answer=texts[0],
        key_facts=("|".join(text for text in texts if "|" not in text) or texts[0].replace("|", " "),),
        evidence=(_sentence_around(_one_line(context), texts[0], int(answers[0].get("answer_start", -1))),),
        extra={"answers": list(texts)},
    )


def _sentence_around(context: str, answer: str, start: int) -> str:
    """The sentence of an answer, with those behind it while it is too short to be found by."""
    at = start if context[max(start, 0) :].startswith(answer) else context.find(answer)
    spans = sentence_spans(context)
    for number, (begin, end) in enumerate(spans):
        if begin <= at < end:
            longer = (later for _, later in spans[number:] if later - begin >= max(_SHORTEST_EVIDENCE, len(answer)))
            return context[begin : next(longer, end)].strip()
    return answer


def _read_beir(folder: Path) -> PublicSet:
    """Relevant texts are the evidence; of several splits of judgements the test one, as BEIR's own tables use it."""
    corpus = {str(row["_id"]): _one_line(f"{row.get('title', '')} {row['text']}") for row in _rows(folder / _CORPUS)}
    queries = {str(row["_id"]): str(row["text"]) for row in _rows(folder / _QUERIES)}
    relevant: dict[str, list[str]] = {}
    for query, document, score in _judgements(folder):
        if score > 0 and query in queries and corpus.get(document):
            relevant.setdefault(query, []).append(corpus[document])
    cases = tuple(
        Case(query, RETRIEVAL_ONLY, queries[query], evidence=tuple(texts)) for query, texts in relevant.items()
    )
    if not cases:
        raise DatasetError(f"no judged question in {folder}. Check that its ids are those of {_CORPUS}.")
    return _askable(folder, tuple(text for text in dict.fromkeys(corpus.values()) if text), cases)


def _askable(path: Path, paragraphs: tuple[str, ...], cases: tuple[Case, ...]) -> PublicSet:
    told = [(case, problem_of_the_question(case.question)) for case in cases]
    problems = tuple(f"{path} question {case.id}: {problem}" for case, problem in told if problem)
    return PublicSet(path.stem, paragraphs, tuple(case for case, problem in told if not problem), problems)


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    try:
        lines = file.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError):
        raise DatasetError(f"cannot read {file}. A BEIR folder has {_CORPUS}, {_QUERIES} and {_QRELS}/.") from None
    for number, line in enumerate(lines, 1):
        if line.strip():
            row = _row(line)
            if row is None:
                raise DatasetError(f'{file} line {number}: no object with "_id" and "text". Write it as BEIR does.')
            yield row


def _row(line: str) -> dict[str, Any] | None:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return row if isinstance(row, dict) and "_id" in row and isinstance(row.get("text"), str) else None


def _judgements(folder: Path) -> Iterator[tuple[str, str, float]]:
    files = sorted((folder / _QRELS).glob("*.tsv"), key=lambda file: (file.stem != "test", file.name))
    if not files:
        raise DatasetError(f"no judgements in {folder / _QRELS}. A BEIR folder has a .tsv file there.")
    for number, line in enumerate(files[0].read_text(encoding="utf-8-sig").splitlines(), 1):
        cells = line.split("\t")
        if number == 1 or not line.strip():
            continue  # the names of the columns
        try:
            query, document, score = cells
            yield query, document, float(score)
        except ValueError:
            raise DatasetError(
                f"{files[0]} line {number}: not query, document and score. Write it as BEIR does."
            ) from None


def _one_line(text: str) -> str:
    """A line of its own is a paragraph of its own to the reader of reports."""
    return " ".join(text.split())
