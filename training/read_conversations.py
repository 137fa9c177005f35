"""Pack the conversations in training/pairs for training: python -m training.read_conversations --help

Each is a question with its answer, and one that follows them. STORE has been built from the reports that they are
about; reports given with --without are left for choosing weights. Some of the other pairs follow as well, as questions
that change the topic.
"""

import argparse
import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.e5.tokenizer import E5Tokenizer
from index.types import Document
from rag.asker import Asker
from rag.conversed import InConversation, sentences_near
from rag.e5_reader import row_after
from rag.followup import readings
from rag.question import clean
from rag.told_before import told_before
from rag.types import Turn
from training.candidates import Example, Pair, example_of, find
from training.read_examples import all_pairs, by_report, opened, write_examples

_CONVERSATIONS = Path(__file__).parent / "pairs" / "conversations.jsonl"
_OTHER_TOPICS = 90  # pairs of each report that follow some turn
_SEED = 1


@dataclass(frozen=True, slots=True)
class Conversation:
    """A follow-up and the turn before, which is told in the report's words, too."""

    example: Example
    turns: tuple[Turn, ...]


def main(arguments: Sequence[str] | None = None, conversations: Path = _CONVERSATIONS) -> None:
    """Read every conversation as it would be asked, and write what training takes."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("store", type=Path)
    parser.add_argument("examples", type=Path, help="where to write them, .npz")
    parser.add_argument("--without", nargs="*", default=[], metavar="REPORT")
    asked = parser.parse_args(arguments)
    chance = random.Random(_SEED)
    asker, encoder = opened(asked.store)
    reports = {document.source for document in asker.store.documents}
    if unknown := set(asked.without) - reports:
        parser.error(f"not in the store: {', '.join(sorted(unknown))}")
    pairs = [pair for pair in follow_ups(conversations) if pair["report"] in reports.difference(asked.without)]
    read = list(read_conversations(asker, [*pairs, *other_topics(pairs, all_pairs(), chance)]))
    rows = [asked_rows(encoder.tokenizer, each) for each in read]
    write_examples([each.example for each in read], rows, encoder, asked.examples)


def follow_ups(path: Path) -> Iterator[Pair]:
    """Each of the questions that follow a turn, with that turn."""
    for turn in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        for pair in turn.pop("followed"):
            yield turn | pair | {"evidence": pair["quote"]}


def other_topics(pairs: Sequence[Pair], others: Iterable[Pair], chance: random.Random) -> Iterator[Pair]:
    """Some of the others on the same reports, each behind some turn: they mostly are about something else."""
    of_reports = by_report(others)
    for report, turns in by_report(pairs).items():
        found = of_reports.get(report, [])
        for pair in chance.sample(found, min(_OTHER_TOPICS, len(found))):
            turn = chance.choice(turns)
            yield {name: turn[name] for name in ("first", "told", "said")} | pair


def read_conversations(asker: Asker, pairs: Sequence[Pair]) -> Iterator[Conversation]:
    """Those whose report is in the store and whose words it has."""
    documents = {document.source: document for document in asker.store.documents}
    for pair in pairs:
        document = documents.get(pair["report"])
        conversation = document and _conversation(asker, document, pair)
        if conversation and conversation.example.candidates:
            yield conversation


def _conversation(asker: Asker, document: Document, pair: Pair) -> Conversation | None:
    last, question = Turn(clean(pair["first"]), pair["said"]), clean(pair["q"])
    if pair["evidence"] and find(document.text, pair["evidence"]) is None:
        return None
    meant = readings(question, (last,))
    asked = InConversation(question, last, meant, told_before(asker.store, last, document), document)
    example = example_of(asker.store, document, pair, question, sentences_near(asker, asked))
    return Conversation(example, (last, Turn(last.question, pair["told"])))


def asked_rows(tokenizer: E5Tokenizer, conversation: Conversation) -> list[list[int]]:
    """The question behind the last one with its answer as it was said, and as the report tells it."""
    return [row_after(tokenizer, turn, conversation.example.question) for turn in conversation.turns]


if __name__ == "__main__":
    main()
