"""Pack the pairs in training/pairs for training: python -m training.read_examples --help

STORE has been built from the reports that the pairs name. Reports given with --without are left for choosing weights.
"""

import argparse
import json
import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import platformdirs

from index.e5.encoder import E5Encoder
from index.e5.names import WEIGHTS_FILE
from index.e5.network import WordEmbeddings
from index.e5.prepare import prepared_folder
from index.e5.source import find_source, read_source
from index.store import open_store
from rag.asker import Asker
from rag.e5_reader import asked_row
from training.candidates import Example, Pair, read_examples
from training.packing import TrainingData, pack, save
from training.untold import with_untold
from training.weights import encoder_weights
from training.wordings import wordings

_PAIRS = Path(__file__).parent / "pairs"
_SEED = 1


def main() -> None:
    """Read every pair as it would be asked, and write what training takes."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("store", type=Path)
    parser.add_argument("examples", type=Path, help="where to write them, .npz")
    parser.add_argument("--without", nargs="*", default=[], metavar="REPORT")
    parser.add_argument(
        "--elsewhere", type=int, default=0, metavar="N", help="questions to ask of another report too, for teachers"
    )
    parser.add_argument("--untold", action="store_true", help="make near misses of right sentences, too")
    asked = parser.parse_args()
    chance = random.Random(_SEED)
    asker, encoder = opened(asked.store)
    reports = {document.source for document in asker.store.documents}
    if unknown := set(asked.without) - reports:
        parser.error(f"not in the store: {', '.join(sorted(unknown))}")
    known = reports.difference(asked.without)
    pairs = [pair for pair in all_pairs() if pair["report"] in known]
    examples = list(read_examples(asker, [*pairs, *elsewhere(pairs, asked.elsewhere, chance)]))
    if asked.untold:
        examples = list(with_untold(examples, chance))
    rows = [[asked_row(encoder.tokenizer, wording) for wording in wordings(each, chance)] for each in examples]
    write_examples(examples, rows, encoder, asked.examples)


def opened(store: Path) -> tuple[Asker, E5Encoder]:
    """A store, asked with the default encoder."""
    encoder = E5Encoder(prepared_folder(platformdirs.user_cache_path("wenbao"), print))
    return Asker(open_store(store), encoder), encoder


def write_examples(
    examples: Sequence[Example], asked: Sequence[Sequence[Sequence[int]]], encoder: E5Encoder, path: Path
) -> None:
    """Write the examples, whose wordings are ``asked`` as rows of tokens, and what a network starts from."""
    packed, used = pack(examples, asked, encoder.tokenizer)
    words = WordEmbeddings(encoder.folder / WEIGHTS_FILE).rows(used).astype(np.float16)
    save(TrainingData(packed, words, encoder_weights(read_source(find_source()))), path)
    print(f"{len(examples)} examples, {packed.is_labelled.sum()} of them labelled")  # noqa: T201


def all_pairs() -> Iterator[Pair]:
    """The questions in ``training/pairs`` that stand beside the words of a report."""
    for path in sorted(_PAIRS.glob("*.jsonl")):
        for pair in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            if "evidence" in pair:
                yield pair


def by_report(pairs: Iterable[Pair]) -> dict[str, list[Pair]]:
    """The pairs of each report."""
    found: dict[str, list[Pair]] = {}
    for pair in pairs:
        found.setdefault(pair["report"], []).append(pair)
    return found


def elsewhere(pairs: Sequence[Pair], count: int, chance: random.Random) -> Iterator[Pair]:
    """Questions of ``count`` pairs, each asked of the report of another; what answers there is not known."""
    reports = sorted({pair["report"] for pair in pairs})
    for pair in chance.sample(pairs, min(count, len(pairs)) if len(reports) > 1 else 0):
        report = chance.choice([each for each in reports if each != pair["report"]])
        yield {"report": report, "q": pair["q"], "evidence": "", "answer": "", "is_labelled": False}


if __name__ == "__main__":
    main()
