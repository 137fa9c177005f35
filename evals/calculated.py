"""Is what no report prints calculated from what it prints, however it is asked for?

``python -m evals.calculated --store STORE`` asks the questions of ``calculated.jsonl``: what is asked of which report,
what is to be made of its figures (``rag.possible.Making``), the result, and the words that hold the figures. They are
from writers who saw no code, and nothing was learned from them. Printed is how many of each kind are answered with the
right result, and what else was answered.
"""

import json
import re
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_path

from evals.script import tell
from evals.table import aligned
from index.encoders import load_encoder
from index.quantities import quantities
from index.store import open_store
from index.types import Filter
from rag.answer import ask
from rag.asker import Asker
from rag.e5_reader import load_reader
from rag.possible import MAKINGS, Making
from rag.types import Status

QUESTIONS = Path(__file__).parent / "calculated.jsonl"
_RESULT = re.compile("[=≈]")
_MONEY = ("元", "块", "钱")
_SHARES = ("%", "个百分点", "百分点")
_NEAR, _NEAR_RATE, _NEAR_TIMES = 0.006, 0.051, 0.012  # how far a result may be rounded


@dataclass(frozen=True, slots=True)
class Asked:
    """A question on a report, and the result that a right answer has; none where nothing is to be calculated."""

    report: str
    question: str
    making: Making
    result: str

    def is_right(self, status: Status, answer: str) -> bool:
        """Whether an answer has the result; of what asks for no calculation, whether none is shown."""
        if self.making is Making.NONE:
            return "=" not in answer and "≈" not in answer
        told = "=".join(_RESULT.split(answer)[1:]) or answer
        is_told = status in (Status.ANSWERED, Status.PARTIAL)
        return is_told and any(comes_to(each.value, each.unit, self.result) for each in quantities(told))


def read_asked(file: Path = QUESTIONS) -> list[Asked]:
    """The questions of a file, one JSON object a line."""
    lines = (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines())
    return [Asked(line["report"], line["question"], Making(line["making"]), line["result"]) for line in lines]


def comes_to(value: float, unit: str, result: str) -> bool:
    """Whether a calculation comes to a result as people round and say it: 「约1.7万家」, 「五成」, 「2.3倍」."""
    return any(_is_near(value, unit, each.value, each.unit) for each in quantities(result))


def _is_near(value: float, unit: str, result: float, unit_told: str) -> bool:
    if unit_told in (*_SHARES, "成"):
        told = result * 10 if unit_told == "成" else result
        return unit in _SHARES and abs(value - told) <= max(_NEAR * abs(told), _NEAR_RATE)
    if unit_told == "倍":
        times = value / 100 if unit == "%" else value
        return unit in ("倍", "%") and abs(times - result) <= _NEAR_TIMES * result
    is_money = unit.endswith(_MONEY)
    if unit in (*_SHARES, "倍") or is_money != unit_told.endswith(_MONEY):
        return False
    return abs(value - result) <= _NEAR * abs(result)


def main() -> None:
    """Ask all questions on reports of a store, print the table and what was answered wrong."""
    parser = ArgumentParser(prog="python -m evals.calculated", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--store", type=Path, required=True, help="a built store that has the reports")
    parser.add_argument("--questions", type=Path, default=QUESTIONS)
    parser.add_argument("--cache", type=Path, default=user_cache_path("wenbao"), help="of the prepared encoder")
    given = parser.parse_args()
    encoder = load_encoder(None, given.cache, tell)
    asker = Asker(open_store(given.store), encoder, reader=load_reader(encoder, given.cache, tell))
    reports = {document.id for document in asker.store.documents}
    asked = [each for each in read_asked(given.questions) if each.report in reports]
    told = [ask(asker, each.question, (), Filter(documents=(each.report,))) for each in asked]
    right = [each.is_right(answer.status, answer.text) for each, answer in zip(asked, told, strict=True)]
    rows: list[Sequence[str]] = [("calculation", "n", "right")]
    for making in MAKINGS:
        of_kind = [is_right for is_right, each in zip(right, asked, strict=True) if each.making is making]
        rows.append((making, str(len(of_kind)), str(sum(of_kind))))
    wrong = [
        f"{each.making}: {each.question} → {answer.text}"
        for each, answer, is_right in zip(asked, told, right, strict=True)
        if not is_right
    ]
    sys.stdout.write("\n".join((*aligned(rows), "", *wrong)) + "\n")


if __name__ == "__main__":
    main()
