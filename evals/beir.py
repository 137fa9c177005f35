"""BEIR folders as cases: a query with the documents that were judged to answer it, each with a grade."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from evals.dataset import RETRIEVAL_ONLY, Case, is_text
from evals.json_lines import Line, lines_of_json
from evals.public_set import BadEntryError, PublicSet, askable, one_line
from index.errors import DatasetError

CORPUS = "corpus.jsonl"
_QUERIES, _QRELS = "queries.jsonl", "qrels"
_FOLDER = f"A BEIR folder has {CORPUS}, {_QUERIES} and {_QRELS}/."
_HIGHEST_GRADE = 1_000  # far above any set's; more is a slip of columns


def read_beir(folder: Path) -> PublicSet:
    """The set in a folder; of several splits of judgements the test one, as BEIR's own tables use it.

    A line that is none is named among the problems. Raises DatasetError where no judged query is left.
    """
    problems: list[str] = []
    corpus = dict(_texts(folder / CORPUS, problems))
    queries = dict(_texts(folder / _QUERIES, problems))
    positions = {text: at for at, text in enumerate(dict.fromkeys(corpus.values()))}
    judged: dict[str, dict[str, int]] = {}
    for query, document, grade in _judgements(_qrels(folder), corpus, queries, problems):
        judged.setdefault(query, {})[document] = grade
    cases = (_case(query, queries[query], grades, corpus) for query, grades in judged.items())
    kept = tuple(askable(cases, problems, str(folder)))
    if not kept:
        told = f"no judged question in {folder}. Check that its ids are those of {CORPUS}."
        raise DatasetError(problems[0] if problems else told)
    judgements = {query: _by_position(grades, corpus, positions) for query, grades in judged.items()}
    return PublicSet(folder.name, tuple(positions), kept, judgements, tuple(problems))


def _case(query: str, question: str, grades: Mapping[str, int], corpus: Mapping[str, str]) -> Case:
    evidence = tuple(dict.fromkeys(corpus[document] for document in grades))
    return Case(query, RETRIEVAL_ONLY, question, evidence=evidence, extra={"documents": dict(grades)})


def _by_position(grades: Mapping[str, int], corpus: Mapping[str, str], positions: Mapping[str, int]) -> dict[int, int]:
    """Grades by the position of the text; of two documents of the same text the better grade."""
    found: dict[int, int] = {}
    for document, grade in grades.items():
        at = positions[corpus[document]]
        found[at] = max(grade, found.get(at, 0))
    return found


def _texts(file: Path, problems: list[str]) -> Iterator[tuple[str, str]]:
    """Id and text, the title in front; a document without any text is passed over."""
    known: set[str] = set()
    try:
        for line in lines_of_json(file):
            try:
                name, text = _text(line, known)
            except BadEntryError as error:
                problems.append(f"{line.where}: {error}")
                continue
            known.add(name)
            if text:
                yield name, text
    except OSError:
        raise DatasetError(f"cannot read {file}. {_FOLDER}") from None


def _text(line: Line, known: set[str]) -> tuple[str, str]:
    if line.problem is not None:
        raise BadEntryError(line.problem)
    row = line.row
    if not isinstance(row, dict) or row.get("_id") is None or not is_text(row.get("text")):
        raise BadEntryError('no object with "_id" and "text". Write it as BEIR does.')
    name = str(row["_id"])
    if name in known:
        raise BadEntryError(f'the id "{name}" is given twice. Give every line its own.')
    title = row.get("title") or ""
    return name, one_line(f"{title if is_text(title) else ''} {row['text']}")


def _qrels(folder: Path) -> Path:
    files = sorted((folder / _QRELS).glob("*.tsv"), key=lambda file: (file.stem != "test", file.name))
    if not files:
        raise DatasetError(f"no judgements in {folder / _QRELS}. A BEIR folder has a .tsv file there.")
    return files[0]


def _judgements(
    file: Path, corpus: Mapping[str, str], queries: Mapping[str, str], problems: list[str]
) -> Iterator[tuple[str, str, int]]:
    """Query, document and grade of each judgement above 0."""
    try:
        lines = file.read_bytes().decode("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        raise DatasetError(f"cannot read {file}. Save it as UTF-8. {_FOLDER}") from None
    for number, line in enumerate(lines, 1):
        if not line.strip() or (number == 1 and _names_the_columns(line)):
            continue
        try:
            query, document, grade = _judgement(line)
            if grade > 0:
                _check_known(query, queries, _QUERIES)
                _check_known(document, corpus, CORPUS)
                yield query, document, grade
        except BadEntryError as error:
            problems.append(f"{file} line {number}: {error}")


def _names_the_columns(line: str) -> bool:
    return _grade(line.rsplit("\t", maxsplit=1)[-1]) is None


def _judgement(line: str) -> tuple[str, str, int]:
    cells = line.split("\t")
    grade = _grade(cells[-1])
    if len(cells) != 3 or grade is None:
        raise BadEntryError("not query, document and whole score with a tab between. Write it as BEIR does.")
    return cells[0], cells[1], grade


def _grade(cell: str) -> int | None:
    try:
        score = float(cell)
    except ValueError:
        return None
    return int(score) if score.is_integer() and abs(score) <= _HIGHEST_GRADE else None


def _check_known(name: str, texts: Mapping[str, str], file: str) -> None:
    if name not in texts:
        raise BadEntryError(f'"{name}" has no text in {file}. Give it there, or take the judgement out.')
