"""Train what tells whether a sentence contradicts a question: ``python -m training.train_entailment --help``

``training/pairs/premises.jsonl`` says of questions whether a sentence is neutral to what they suppose, entails or
contradicts it. STORE has been built from the reports that the pairs are about. The layers start as those of the reader
that ships. 20 minutes and more on two cores.
"""

import argparse
import json
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import platformdirs
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional
from torch.nn.utils.rnn import pad_sequence

from index.e5.names import ASKING, PASSAGE_PREFIX, WEIGHTS_FILE
from index.e5.network import WordEmbeddings
from index.e5.prepare import prepared_folder
from index.e5.tokenizer import END, PADDING, START, E5Tokenizer
from index.store import Store, open_store
from index.types import Document
from rag.e5_reader import SHIPPED, STEPS, asked_row, first_shown, laid_out
from rag.question import clean
from rag.reader import Entailment, Line, clause_spans, line_of
from training.candidates import Span, find
from training.network import Network
from training.read_examples import all_pairs, by_report
from training.train_reader import rate_share
from training.weights import Tensors, read_weights, with_entailment_head, write_weights

_PREMISES = Path(__file__).parent / "pairs" / "premises.jsonl"

_EPOCHS, _BATCH, _LEARNING_RATE = 5, 32, 1.5e-4
_WEIGHT_DECAY, _LONGEST_GRADIENT = 0.01, 1.0
_OTHERS = 3_000  # of the pairs of the reader, and of sentences near the one that a premise quotes: for each epoch
_NEAR, _NEAR_SHARE = 3, 0.25  # sentences away; of the questions
_SORTED = 20  # batches whose rows are sorted by their length
_MEASURED = 256  # items whose states are looked at
_TOLD_EVERY = 50  # steps
_SEED = 2


@dataclass(frozen=True, slots=True)
class Item:
    """A question beside a sentence, as rows of tokens. Without a label: of yes or no, and nobody noted which."""

    question: Sequence[int]
    line: Sequence[int]
    label: Entailment | None


@dataclass(frozen=True, slots=True)
class Items:
    """What is labelled, and what is taken for neutral unchecked, or for a yes or no."""

    labelled: tuple[Item, ...] = ()
    others: tuple[Item, ...] = ()

    def __add__(self, more: "Items") -> "Items":
        return Items(self.labelled + more.labelled, self.others + more.others)


def main(arguments: Sequence[str] | None = None) -> None:
    """Train, print what the reports left out are taken for, and write the weights."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("store", type=Path)
    parser.add_argument("weights", type=Path, help="where to write them, rag/data/entailment.safetensors")
    parser.add_argument("--without", nargs="*", default=[], metavar="REPORT", help="not learned from, but told of")
    parser.add_argument("--unused", nargs="*", default=[], metavar="REPORT", help="not even told of")
    asked = parser.parse_args(arguments)
    torch.manual_seed(_SEED)
    chance = random.Random(_SEED)
    store = open_store(asked.store)
    if unknown := {*asked.without, *asked.unused} - {document.source for document in store.documents}:
        parser.error(f"not in the store: {', '.join(sorted(unknown))}")
    folder = prepared_folder(platformdirs.user_cache_path("wenbao"), print)
    corpus = Corpus(store, E5Tokenizer(folder / ASKING), chance)
    known, held_out = Items(), Items()
    for source in sorted(set(corpus.documents) - set(asked.unused)):
        if source in asked.without:
            held_out += corpus.items(source)
        else:
            known += corpus.items(source)
    print(f"{len(known.labelled)} labelled, {len(held_out.labelled)} more left out")  # noqa: T201
    start = with_entailment_head(read_weights(SHIPPED), np.random.default_rng(_SEED))
    words = corpus.words(WordEmbeddings(folder / WEIGHTS_FILE))
    network = Network({name: each for name, each in start.items() if not name.endswith(STEPS)}, words)
    train(network, known, chance)
    items = [*known.labelled, *known.others]
    weights = in_integers(network, chance.sample(items, min(_MEASURED, len(items))))
    print(confusion(network, held_out.labelled))  # noqa: T201
    write_weights(weights, asked.weights)


class Corpus:
    """Pairs on a store's reports as items. A token is its row in ``words``."""

    def __init__(self, store: Store, tokenizer: E5Tokenizer, chance: random.Random, premises: Path = _PREMISES) -> None:
        self.documents = {document.source: document for document in store.documents}
        self._store, self._tokenizer, self._chance = store, tokenizer, chance
        self._premises = by_report(map(json.loads, premises.read_text(encoding="utf-8").splitlines()))
        self._pairs = by_report(all_pairs())
        self._rows = {token: token for token in range(max(START, PADDING, END) + 1)}

    def items(self, source: str) -> Items:
        """Those on a report; a pair whose words are not found within one sentence gives none."""
        document = self.documents[source]
        lines = list(_lines(self._store, document))
        labelled, others = [], []
        for pair in self._premises.get(source, ()):
            at = _place(document, lines, pair["sentence"])
            if at is None:
                continue
            labelled.append(self._item(pair["q"], lines[at][1], Entailment[pair["kind"].upper()]))
            near = [each for each in range(max(0, at - _NEAR), min(len(lines), at + _NEAR + 1)) if each != at]
            if near and self._chance.random() < _NEAR_SHARE:
                others.append(self._item(pair["q"], lines[self._chance.choice(near)][1], Entailment.NEUTRAL))
        for pair in self._pairs.get(source, ()):
            at = _place(document, lines, pair["evidence"] or pair.get("near", ""))
            if at is not None:
                label = None if pair.get("kind") == "yes_no" else Entailment.NEUTRAL
                others.append(self._item(pair["q"], lines[at][1], label))
        return Items(tuple(labelled), tuple(others))

    def words(self, embeddings: WordEmbeddings) -> Tensor:
        """The embeddings of the tokens of all items so far, shape (tokens, hidden)."""
        return torch.from_numpy(embeddings.rows(list(self._rows)).astype(np.float32))

    def _item(self, question: str, line: Line, label: Entailment | None) -> Item:
        ids = self._tokenizer.ids
        asked = asked_row(self._tokenizer, clean(question))
        above = tuple(ids(PASSAGE_PREFIX + line.above))
        clauses = tuple(tuple(ids(line.text[start:end])) for start, end in clause_spans(line.text))
        shown, _ = laid_out(above, clauses, first_shown(above, clauses, asked))
        return Item(self._numbered(asked), self._numbered(shown), label)

    def _numbered(self, tokens: Iterable[int]) -> tuple[int, ...]:
        return tuple(self._rows.setdefault(token, len(self._rows)) for token in tokens)


def _lines(store: Store, document: Document) -> Iterator[tuple[Span, Line]]:
    """The sentences of a report as a reader is shown them."""
    for passage, sentences in zip(store.passages, store.sentences, strict=True):
        if passage.document_id == document.id:
            for start, end in sentences.spans:
                yield (start, end), line_of(passage, start, end, sentences.spans[0])


def _place(document: Document, lines: Sequence[tuple[Span, Line]], words: str) -> int | None:
    """Which of the lines holds words of a report."""
    quoted = find(document.text, words)
    if quoted is None:
        return None
    return next((at for at, (span, _) in enumerate(lines) if span[0] <= quoted[0] and quoted[1] <= span[1]), None)


def train(network: Network, items: Items, chance: random.Random) -> None:
    """Train in place."""
    trained = [each for name, each in network.tensors.items() if each.requires_grad and not name.startswith("emb.")]
    optimiser = torch.optim.AdamW(trained, weight_decay=_WEIGHT_DECAY)
    others = min(_OTHERS, len(items.others))
    steps = [
        batch
        for _ in range(_EPOCHS)
        for batch in batches([*items.labelled, *chance.sample(items.others, others)], chance)
    ]
    network.is_training = True
    for step, batch in enumerate(steps):
        for group in optimiser.param_groups:
            group["lr"] = _LEARNING_RATE * rate_share((step + 1) / len(steps))
        loss = loss_of(logits_of(network, batch), batch)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(trained, _LONGEST_GRADIENT)
        optimiser.step()
        if step % _TOLD_EVERY == 0:
            print(f"step {step} of {len(steps)}, loss {loss.item():.3f}", file=sys.stderr)  # noqa: T201
    network.is_training = False


def batches(items: Sequence[Item], chance: random.Random) -> list[list[Item]]:
    """Each item once, those of a batch of about one length."""
    drawn = chance.sample(items, len(items))
    found = []
    for start in range(0, len(drawn), _BATCH * _SORTED):
        part = sorted(drawn[start : start + _BATCH * _SORTED], key=lambda item: len(item.line))
        found += [part[at : at + _BATCH] for at in range(0, len(part), _BATCH)]
    return chance.sample(found, len(found))


def logits_of(network: Network, items: Sequence[Item]) -> Tensor:
    """Shape (items, 3), in the order of ``Entailment``."""
    asked = network.questions(_padded([item.question for item in items]))
    states = network.states(_padded([item.line for item in items]), asked, torch.arange(len(items)))
    return network.entailments(states[-1])


def _padded(rows: Sequence[Sequence[int]]) -> Tensor:
    return pad_sequence([torch.tensor(row) for row in rows], batch_first=True, padding_value=PADDING)


def loss_of(logits: Tensor, items: Sequence[Item]) -> Tensor:
    """The mean of minus the log of the share of each label; without one, of what is not neutral."""
    shares = functional.log_softmax(logits, 1)
    losses = [
        -(shares[at, Entailment.ENTAILED :].logsumexp(0) if item.label is None else shares[at, item.label])
        for at, item in enumerate(items)
    ]
    return torch.stack(losses).mean()


@torch.no_grad()
def confusion(network: Network, items: Sequence[Item]) -> NDArray[np.int64]:
    """How many of each label (row) are taken for each (column), in the order of ``Entailment``."""
    counts = np.zeros((len(Entailment), len(Entailment)), np.int64)
    for start in range(0, len(items), _BATCH):
        part = items[start : start + _BATCH]
        for item, likeliest in zip(part, logits_of(network, part).argmax(1).tolist(), strict=True):
            if item.label is not None:
                counts[item.label, likeliest] += 1
    return counts


def in_integers(network: Network, items: Sequence[Item]) -> Tensors:
    """The weights with the steps of 8-bit integers by what the items show; the network then rounds likewise."""

    def run() -> None:
        for start in range(0, len(items), _BATCH):
            logits_of(network, items[start : start + _BATCH])

    network.tensors |= network.measured_steps(run)
    return {name: each.detach().cpu().numpy() for name, each in network.tensors.items()}


if __name__ == "__main__":
    main()
