"""Do answers owe anything to the words of this one report? A copy with other names, years and figures must score alike.

``python -m evals.exchanged [CASES…]`` writes that copy of the bundled report, exchanges the cases in the same way, asks
both and prints one table. Names come from ``evals/exchange``; years and figures are exchanged by rule:

* every year is five later, the step of five-year plans and of congresses, whose numbers are names in the dictionary;
* of every other figure the first digit that is no nought becomes the next one, 9 becomes 1. That keeps the printed
  shape, the scale (2万 and 20000 stay the same, as do 275亿 and 27.5 billion) and which of two figures is greater,
  unless one begins with 9, so that a plan that was below last year's result still is. 100 % stays, as do months.
"""

import json
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from evals.check_cases import check_cases
from evals.dataset import UNANSWERABLE, Case
from evals.metrics import BY_NAME
from evals.record import record_of
from evals.result import Report, Result
from evals.run import run_suite
from evals.scoring import holds_fact
from evals.script import cases_of, parser_of, tell
from evals.table import aligned
from index.build import build_store, bundled_report
from index.encoder import Encoder
from index.encoders import load_encoder
from index.read import read_document
from index.store import open_store
from rag.asker import Asker
from rag.e5_reader import load_reader
from rag.reader import Reader
from rag.types import Turn

NAMES = Path(__file__).parent / "exchange" / "jianghan-2024.tsv"
_LATER = 5  # years
_SHOWN = ("right", "recall@1", "refused_wrongly", "abstention_recall", "figure_accuracy")
# The facts of these types are not checked against their evidence: a computed one cannot be exchanged word for word.
_MAY_COMPUTE = ("multi_hop", "yes_no", "english")
_GAP = r"[\s*]*"  # print damage inside a name: stray spaces, a page break, a bold that covers half of it
# Digits as they are printed, nought to nine; the letters stand for a nought that somebody typed in a year.
_SCRIPTS = ("0123456789", "０１２３４５６７８９", "零一二三四五六七八九", "〇", "○", "O", "o", "Ｏ")
# In this order: what is matched first stays out of the reach of the rest.
_RULES = {
    # Numbers of list items and pages, markers of citations, ordinals, months.
    "kept": r"(?m:^)[\s*#-]*\d{1,3}[.、](?!\d)|—[\s*]*\d+[\s*]*—|\[\d{1,2}\]|第\s*\d+|No\. ?\d+"
    r"|(?<!\d)100(?=[%％])|(?<!\d)\d{1,2}(?=\s*月)",
    "name": "",
    "year": r"(?<![\d.．])(?:19|20|１９|２０)\d\d(?!\d|[.．]\d|\s*[亿万千个家套元户人])|2[OoＯ]\d\d(?=年)"
    r"|[一二][零〇○Ｏ一二三四五六七八九]{3}(?=年)|(?<![\d.．第近满前这每过去未来连续])\d\d(?=年(?![代来以间期多]))",
    "day": r"(?<=月)\d{1,2}(?=日)",
    "figure": r"(?<![\d.．A-Za-z])(?>(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:[.．]\d+)?)(?![A-Za-z])",
}
_NUMBER_WORD = re.compile(
    r"[一二两三四五六七八九十百千]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten)\b|ty\b|teen"
)


@dataclass(frozen=True)
class Exchange:
    """Exchanges names, years and figures in any text in the same way; a part of a text as in the whole."""

    names: Mapping[str, str]

    def text(self, text: str) -> str:
        """The text with everything exchanged, damage in print kept."""
        return self._pattern.sub(self._other, text)

    def case(self, case: Case) -> Case:
        """The case with everything exchanged but its id and type."""
        return replace(
            case,
            question=self.text(case.question),
            history=tuple(Turn(self.text(turn.question), self.text(turn.answer)) for turn in case.history),
            answer=self.text(case.answer),
            key_facts=tuple(map(self.fact, case.key_facts)),
            forbidden=tuple(map(self.fact, case.forbidden)),
            evidence=tuple(map(self.text, case.evidence)),
            extra={name: self.text(value) if isinstance(value, str) else value for name, value in case.extra.items()},
        )

    def fact(self, fact: str) -> str:
        """A fact's alternatives, without the number in words of a figure that is another now: 8个|八个 is 9个."""
        pairs = [(each, self.text(each)) for each in fact.split("|")]
        figure_changed = any(re.search(r"\d", old) and old != new for old, new in pairs)
        return "|".join(
            new for old, new in pairs if not (figure_changed and not re.search(r"\d", old) and _NUMBER_WORD.search(old))
        )

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self.names, key=lambda name: (-len(name), name))
        rules = {**_RULES, "name": "|".join(map(_printed, longest_first))}
        return re.compile("|".join(f"(?P<{name}>{rule})" for name, rule in rules.items() if rule))

    def _other(self, found: re.Match[str]) -> str:
        if found.lastgroup == "name":
            return self._other_name(found.group())
        rules = {"year": _other_year, "day": _other_day, "figure": _other_figure}
        return rules.get(found.lastgroup or "", str)(found.group())

    def _other_name(self, printed: str) -> str:
        if printed in self.names:
            return self.names[printed]
        characters = iter(self.names[re.sub(_GAP, "", printed)])
        return "".join(each if re.fullmatch(_GAP, each) else next(characters) for each in printed)


@dataclass(frozen=True, slots=True)
class CasesOfBoth:
    """The cases that can be asked of both reports, in the same order, and why each of the others cannot, by its id."""

    original: tuple[Case, ...]
    exchanged: tuple[Case, ...]
    dropped: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RunsOfBoth:
    """Both runs, case by case in the same order.

    ``in_other_words`` are the ids of cases whose exchanged answer is not the other answer exchanged: right or wrong, a
    rule may have told the reports apart.
    """

    original: Report
    exchanged: Report
    in_other_words: tuple[str, ...]
    dropped: Mapping[str, str]


def read_exchange(file: Path = NAMES) -> Exchange:
    """The names of a file: name, another, kind in columns; a line that begins with ``#`` is none."""
    lines = file.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return Exchange({name: other for name, other, _ in rows})


def write_exchanged(report: Path, exchange: Exchange, folder: Path) -> Path:
    """The exchanged copy of a report in a folder; its name is exchanged, too, as a report is told by it."""
    copy = folder / exchange.text(report.name)
    copy.write_text(exchange.text(report.read_text(encoding="utf-8")), encoding="utf-8")
    return copy


def exchange_cases(cases: Sequence[Case], exchange: Exchange, exchanged_text: str) -> CasesOfBoth:
    """Exchange cases; those that are computed, or refused by ``check_cases`` afterwards, are dropped."""
    dropped = {case.id: reason for case in cases for reason in _computed(case)}
    for problem in check_cases([exchange.case(case) for case in cases], exchanged_text):
        name, _, reason = problem.partition(": ")
        dropped.setdefault(name, f"refused by evals.check_cases: {reason}")
    kept = tuple(case for case in cases if case.id not in dropped)
    return CasesOfBoth(kept, tuple(map(exchange.case, kept)), dropped)


def format_exchanged(runs: RunsOfBoth) -> str:
    """Plain text: the metrics of both, the cases that differ, the cases left out."""
    pairs = list(zip(runs.original.results, runs.exchanged.results, strict=True))
    rows = [["metric", "n", "original", "exchanged", "difference"]]
    for name in dict.fromkeys(one.case.type for one, _ in pairs):
        rows.append(_row("right", [pair for pair in pairs if pair[0].case.type == name], f"right {name}"))
    rows.extend(_row(metric, pairs, metric) for metric in _SHOWN)
    differing = {
        "right on the original only": [one.case.id for one, other in pairs if one.score.right > other.score.right],
        "right on the exchanged only": [one.case.id for one, other in pairs if one.score.right < other.score.right],
        "answered in other words": runs.in_other_words,
    }
    return "\n".join(
        (
            *aligned(rows),
            "",
            *(f"{head}: {len(names)} {', '.join(names)}".rstrip() for head, names in differing.items()),
            f"left out: {len(runs.dropped)}",
            *(f"  {name}: {reason}" for name, reason in runs.dropped.items()),
        )
    )


def main() -> None:
    """Build both stores, ask both, print the table."""
    parser = parser_of("evals.exchanged", __doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="every case with what was retrieved and answered")
    given = parser.parse_args()
    cases = cases_of(parser, given.cases)
    encoder = load_encoder(None, given.cache, tell)
    with tempfile.TemporaryDirectory(prefix="wenbao-exchanged-") as folder:
        runs = ask_both(cases, encoder, Path(folder), load_reader(encoder, given.cache, tell))
    sys.stdout.write(f"{format_exchanged(runs)}\n")
    if given.json:
        whole = {
            "original": record_of(runs.original),
            "exchanged": record_of(runs.exchanged),
            "in_other_words": runs.in_other_words,
            "left_out": runs.dropped,
        }
        given.json.write_bytes(json.dumps(whole, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace"))


def ask_both(cases: Sequence[Case], encoder: Encoder, folder: Path, reader: Reader | None = None) -> RunsOfBoth:
    """Ask the bundled report and its exchanged copy; the stores are built in ``folder``. Raises ReportError."""
    exchange = read_exchange()
    copy = write_exchanged(bundled_report(), exchange, folder)
    both = exchange_cases(cases, exchange, read_document(copy.name, copy.read_bytes()).text)
    original = _asked(bundled_report(), both.original, encoder, folder, reader)
    exchanged = _asked(copy, both.exchanged, encoder, folder, reader)
    pairs = zip(original.results, exchanged.results, strict=True)
    in_other_words = [one.case.id for one, other in pairs if exchange.text(one.answer.text) != other.answer.text]
    return RunsOfBoth(original, exchanged, tuple(in_other_words), both.dropped)


def _asked(report: Path, cases: Sequence[Case], encoder: Encoder, folder: Path, reader: Reader | None) -> Report:
    store = folder / f"store-{report.stem}"
    build_store([report], store, encoder, tell)
    asker = Asker(open_store(store), encoder, reader=reader)
    (document,) = asker.store.documents
    return run_suite(asker, [replace(case, document=case.document and document.id) for case in cases])


def _printed(name: str) -> str:
    """A name as a pattern: whole words and numbers only; between its characters, where one is Chinese, any damage."""
    before = r"(?<![A-Za-z\d])" if name[0].isascii() and name[0].isalnum() else ""
    after = r"(?![A-Za-z\d]|\.\d)" if name[-1].isascii() and name[-1].isalnum() else ""
    return f"{before}{('' if name.isascii() else _GAP).join(map(re.escape, name))}{after}"


def _other_year(printed: str) -> str:
    later = str(int(_digits(printed)) + _LATER)[-len(printed) :]
    return _printed_like(printed, later.zfill(len(printed)))


def _other_day(printed: str) -> str:
    """The next day; after the 27th the first, and the last three stay, so that it is one of every month."""
    day = int(_digits(printed))
    return str(day + 1 if day < 28 else 1 if day == 28 else day)


def _other_figure(printed: str) -> str:
    first = re.search(r"[1-9１-９]", printed)
    if first is None:
        return printed
    other = str(int(first.group()) % 9 + 1)
    return f"{printed[: first.start()]}{_printed_like(first.group(), other)}{printed[first.end() :]}"


def _digits(printed: str) -> str:
    return "".join(str(_script(each).index(each)) for each in printed)


def _printed_like(printed: str, digits: str) -> str:
    """Digits in the script in which others were printed, one for one."""
    pairs = zip(printed, digits, strict=True)
    return "".join(script[int(digit)] if len(script := _script(each)) > 1 else each for each, digit in pairs)


def _script(digit: str) -> str:
    return next(script for script in _SCRIPTS if digit in script)


def _computed(case: Case) -> Iterator[str]:
    """Why a case cannot be exchanged word for word: one of its facts does not stand in its evidence."""
    if case.type not in _MAY_COMPUTE:
        return
    for fact in case.key_facts:
        only_words = re.search(r"[\u4e00-\u9fff]", fact) and not re.search(r"\d", fact)
        if not only_words and not any(holds_fact(evidence, fact) for evidence in case.evidence):
            yield f"computed, or in other words than the report's: {fact}"


def _row(metric: str, pairs: Sequence[tuple[Result, Result]], head: str) -> list[str]:
    of_kind = metric.startswith("abstention")
    have = [pair for pair in pairs if (pair[0].case.type == UNANSWERABLE if of_kind else metric in pair[0].values)]
    values = [BY_NAME[metric].of(results) for results in zip(*pairs, strict=True)]
    if not have or values[0] is None or values[1] is None:
        return [head, str(len(have)), "–", "–", "–"]
    return [head, str(len(have)), f"{values[0]:.3f}", f"{values[1]:.3f}", f"{values[1] - values[0]:+.3f}"]


if __name__ == "__main__":
    main()
