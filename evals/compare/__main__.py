"""Retrieval beside other frameworks: ``python -m evals.compare DATASET…`` prints one table.

Every pipeline is built and asked in a process of its own, so that its memory and seconds are its own.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import fmean, median

from platformdirs import user_cache_path

from evals.compare.peers import PEERS, Peer
from evals.dataset import Case
from evals.load import load_cases
from evals.scoring import evidence_share
from evals.table import aligned
from index.build import build_store, bundled_report
from index.encoders import load_encoder
from index.read import read_document
from index.store import open_store
from rag.asker import Asker
from rag.followup import standalone
from rag.search import search

OURS = "Wenbao"
_HITS = 20
_HEAD = ("pipeline", "recall@1", "recall@5", "recall@600c", "recall@1500c", "build s", "ms a question", "MiB")


@dataclass(frozen=True, slots=True)
class Measured:
    """One row of the table."""

    name: str
    recall: tuple[float, float, float, float]
    build_seconds: float
    milliseconds: float  # median of the questions
    mebibytes: float  # the most that the process held


def main() -> None:
    """Measure every pipeline, each in a process of its own, or the one that ``--only`` names."""
    parser = argparse.ArgumentParser(prog="python -m evals.compare", description=__doc__)
    parser.add_argument("datasets", nargs="+", type=Path, metavar="DATASET")
    parser.add_argument("--report", type=Path, default=bundled_report(), help="the report; default: the bundled one")
    parser.add_argument("--cache", type=Path, default=user_cache_path("wenbao"), help="of the prepared encoder")
    parser.add_argument("--only", choices=[OURS, *PEERS], help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.only:
        sys.stdout.write(json.dumps(asdict(_measure(given.only, given.datasets, given.report, given.cache))))
        return
    rows = [_in_its_own_process(name) for name in (OURS, *PEERS)]
    sys.stdout.write("\n".join(aligned([_HEAD, *rows])) + "\n")


def _in_its_own_process(name: str) -> tuple[str, ...]:
    sys.stderr.write(f"{name}\n")
    done = subprocess.run(
        [sys.executable, "-m", "evals.compare", "--only", name, *sys.argv[1:]],
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        return (name, *["failed"] * (len(_HEAD) - 1))
    row = json.loads(done.stdout.splitlines()[-1])
    shown = (f"{row['build_seconds']:.1f}", f"{row['milliseconds']:.1f}", f"{row['mebibytes']:.0f}")
    return (name, *(f"{value:.3f}" for value in row["recall"]), *shown)


def _measure(name: str, datasets: Sequence[Path], report: Path, cache: Path) -> Measured:
    cases = [case for case in load_cases(datasets) if case.evidence]
    encoder = load_encoder(None, cache)
    began = time.perf_counter()
    if name == OURS:
        store = cache / "compare-store"
        build_store([report], store, encoder, lambda line: None)
        asker = Asker(open_store(store), encoder)
        peer: Peer = _Ours(asker)
    else:
        peer = PEERS[name](read_document(report.name, report.read_bytes()).text, encoder)
    built = time.perf_counter() - began
    recalls, seconds = zip(*(_asked(case, peer) for case in cases), strict=True)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    recall = tuple(fmean(column) for column in zip(*recalls, strict=True))
    return Measured(name, recall, built, median(seconds) * 1000, most)  # type: ignore[arg-type]  # four cuts


class _Ours:
    """Our own retrieval as a peer."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker

    def search(self, question: str, k: int) -> list[str]:
        """See Peer."""
        return [hit.passage.text for hit in search(self._asker, question, k)]


def _asked(case: Case, peer: Peer) -> tuple[tuple[float, ...], float]:
    """Recall within one and five hits, 600 and 1,500 characters; follow-ups are asked whole of every pipeline."""
    question = standalone(case.question, case.history)
    began = time.perf_counter()
    texts = peer.search(question, _HITS)
    seconds = time.perf_counter() - began
    cuts = ("\n".join(texts[:1]), "\n".join(texts[:5]), "\n".join(texts)[:600], "\n".join(texts)[:1_500])
    return tuple(evidence_share(case.evidence, cut) for cut in cuts), seconds


if __name__ == "__main__":
    main()
