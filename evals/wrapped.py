"""Are questions understood as people type them? A greeting before or thanks behind must not change an answer.

``python -m evals.wrapped [CASES…]`` asks the bundled report the cases, and those that are answered right once more,
within words around them (``wrappings.jsonl``, which nothing was made of), and prints how many stay right.
"""

import json
import random
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evals.dataset import Case
from evals.result import Report
from evals.run import run_suite
from evals.script import cases_of, parser_of, tell
from evals.table import format_right
from index.build import build_store, bundled_report
from index.encoders import load_encoder
from index.store import open_store
from rag.asker import Asker
from rag.e5_reader import load_reader

WRAPPINGS = Path(__file__).parent / "wrappings.jsonl"


@dataclass(frozen=True, slots=True)
class Wrapping:
    """What is typed before a question, and behind it."""

    before: str
    after: str

    def around(self, question: str) -> str:
        """The question within these words; what follows brings its own mark."""
        return f"{self.before}{question.rstrip('?？。') if self.after else question}{self.after}"


def read_wrappings(file: Path = WRAPPINGS) -> tuple[Wrapping, ...]:
    """The lines of a file: ``{"before": …, "after": …}``."""
    return tuple(Wrapping(**json.loads(line)) for line in file.read_text(encoding="utf-8").splitlines())


def ask_wrapped(asker: Asker, cases: Sequence[Case], wrappings: Sequence[Wrapping], chance: random.Random) -> Report:
    """A run over the cases that the asker answers right, each within a wrapping drawn by chance."""
    right = [result.case for result in run_suite(asker, cases).results if result.score.right]
    return run_suite(asker, [replace(case, question=chance.choice(wrappings).around(case.question)) for case in right])


def main() -> None:
    """Build a store of the bundled report, ask, print the table."""
    parser = parser_of("evals.wrapped", __doc__)
    parser.add_argument("--seed", type=int, default=0, help="of the wrappings that are drawn")
    given = parser.parse_args()
    cases = cases_of(parser, given.cases)
    encoder = load_encoder(None, given.cache, tell)
    with tempfile.TemporaryDirectory(prefix="wenbao-wrapped-") as folder:
        build_store([bundled_report()], Path(folder) / "store", encoder, tell)
        reader = load_reader(encoder, given.cache, tell)
        asker = Asker(open_store(Path(folder) / "store"), encoder, reader=reader)
        report = ask_wrapped(asker, cases, read_wrappings(), random.Random(given.seed))
    sys.stdout.write(format_right(report, "type", "stay right") + "\n")


if __name__ == "__main__":
    main()
