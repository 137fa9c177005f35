"""Write the examples of the pairs in training/pairs: python -m training.read_examples STORE EXAMPLES

STORE has been built from the reports that the pairs name. Reports given with --without are left for choosing weights.
"""

import argparse
import pickle
from pathlib import Path

import platformdirs

from index.encoders import load_encoder
from index.store import open_store
from rag.asker import Asker
from training.candidates import read_examples

_PAIRS = Path(__file__).parent / "pairs"


def main() -> None:
    """Read every pair as it would be asked."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("store", type=Path)
    parser.add_argument("examples", type=Path)
    parser.add_argument("--without", nargs="*", default=[], metavar="REPORT")
    asked = parser.parse_args()
    asker = Asker(open_store(asked.store), load_encoder(None, platformdirs.user_cache_path("wenbao")))
    examples = [
        each for each in read_examples(asker, sorted(_PAIRS.glob("*.jsonl"))) if each.report not in asked.without
    ]
    asked.examples.write_bytes(pickle.dumps(examples))
    print(f"{len(examples)} examples")  # noqa: T201


if __name__ == "__main__":
    main()
