"""Learn what sentences a question is near: ``python -m training.train_nearness STORE --without REPORT…``.

STORE has been built from the reports that ``training/pairs`` asks about. A question's vector times a matrix is to be
nearer to the sentences that answer it than to all others of the report: a softmax over them, in which the cosines
count as much as fits. The reports given with ``--without`` are not learned from; what is printed is measured on them,
and so is the size of the cosines that ``rag.nearness`` gives.
"""

import argparse
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import platformdirs
import torch
from torch.nn import functional

from index.encoder import Vectors
from index.encoders import load_encoder
from index.store import Store, open_store
from index.types import Document
from rag.asker import Asker
from rag.nearness import WEIGHTS, Projection
from rag.question import clean, understand
from training.candidates import Pair, Span, find, holds
from training.read_examples import all_pairs, by_report

_EPOCHS, _BATCH = 15, 64
_LEARNING_RATE, _DECAY, _DROPPED = 1e-3, 0.1, 0.3  # dropped: of the numbers of a vector, each time anew
_SHARPNESS = 30.0  # what cosines are multiplied with at first
_RANKS = (1, 2, 4, 8, 16)
_SEED = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """The vectors of questions on one report, those of its sentences, and which of these answer each question."""

    questions: torch.Tensor  # shape (questions, dimension)
    sentences: torch.Tensor  # shape (sentences, dimension)
    answers: tuple[tuple[int, ...], ...]


class Turning(torch.nn.Module):
    """Turns the vectors of questions; at first it leaves them as they are."""

    def __init__(self, dimension: int) -> None:
        super().__init__()
        self.matrix = torch.nn.Parameter(torch.zeros(dimension, dimension))
        self.shift = torch.nn.Parameter(torch.zeros(dimension))
        self.sharpness = torch.nn.Parameter(torch.tensor(_SHARPNESS).log())

    def forward(self, questions: torch.Tensor) -> torch.Tensor:
        """Vectors of the same shape, of length 1."""
        kept = functional.dropout(questions, _DROPPED, self.training)
        return functional.normalize(questions + kept @ self.matrix + self.shift, dim=1)


def main() -> None:
    """Learn, measure, and write the weights that ship."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("store", type=Path)
    parser.add_argument("--without", nargs="+", required=True, metavar="REPORT")
    asked = parser.parse_args()
    store = open_store(asked.store)
    asker = Asker(store, load_encoder(None, platformdirs.user_cache_path("wenbao"), print))
    documents = {document.source: document for document in store.documents}
    if unknown := set(asked.without) - set(documents):
        parser.error(f"not in the store: {', '.join(sorted(unknown))}")
    of_report = by_report(pair for pair in all_pairs() if pair["evidence"])
    learned_from: list[Asked] = []
    held_out: list[Asked] = []
    for source, document in documents.items():
        found = asked_of(asker, document, of_report.get(source, ()))
        if found is not None:
            (held_out if source in asked.without else learned_from).append(found)
    if not learned_from or not held_out:
        parser.error("training/pairs asks about no report to learn from, or about none of those left out")
    before = Turning(asker.encoder.dimension).eval()
    turning = learn(learned_from)
    print("before", ranked(before, held_out))  # noqa: T201
    print("after ", ranked(turning, held_out))  # noqa: T201
    write(projection_of(turning, before, held_out), WEIGHTS)


def asked_of(asker: Asker, document: Document, pairs: Sequence[Pair]) -> Asked | None:
    """The pairs of a report whose evidence is found in it, encoded as asking does but for slips; None of none."""
    spans, vectors = _sentences(asker.store, document)
    questions, answers = [], []
    for pair in pairs:
        told = [find(document.text, words) for words in (pair["evidence"], *pair.get("also", ()))]
        right = tuple(at for at, span in enumerate(spans) if any(holds(span, each) for each in told))
        if right:
            understood = understand(clean(pair["q"]), (document,))
            questions.append(asker.encoder.encode_query(understood.in_official_words))
            answers.append(right)
    if not questions:
        return None
    return Asked(torch.tensor(np.stack(questions)), torch.tensor(vectors), tuple(answers))


def _sentences(store: Store, document: Document) -> tuple[list[Span], Vectors]:
    own = [
        sentences
        for passage, sentences in zip(store.passages, store.sentences, strict=True)
        if passage.document_id == document.id
    ]
    spans = [span for sentences in own for span in sentences.spans]
    return spans, np.concatenate([np.asarray(sentences.vectors, np.float32) for sentences in own])


def learn(known: Sequence[Asked]) -> Turning:
    """The turning that puts the sentences that answer nearest."""
    torch.manual_seed(_SEED)
    chance = random.Random(_SEED)
    turning = Turning(known[0].questions.shape[1]).train()
    optimizer = torch.optim.AdamW(turning.parameters(), lr=_LEARNING_RATE, weight_decay=_DECAY)
    steps = _EPOCHS * sum(1 for _ in _batches(known, chance))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: 1 - step / steps)
    for _ in range(_EPOCHS):
        for one, rows in _batches(known, chance):
            logits = turning(one.questions[rows]) @ one.sentences.T * turning.sharpness.exp()
            right = torch.full_like(logits, -torch.inf)
            for at, row in enumerate(rows):
                right[at, list(one.answers[row])] = 0
            loss = (logits.logsumexp(1) - (logits + right).logsumexp(1)).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
    return turning.eval()


def _batches(known: Sequence[Asked], chance: random.Random) -> Iterator[tuple[Asked, list[int]]]:
    """Each question once, those of a report together."""
    batches = []
    for one in known:
        rows = chance.sample(range(len(one.answers)), len(one.answers))
        batches += [(one, rows[start : start + _BATCH]) for start in range(0, len(rows), _BATCH)]
    yield from chance.sample(batches, len(batches))


@torch.no_grad()
def ranked(turning: Turning, asked: Sequence[Asked]) -> str:
    """How often a sentence that answers is among the first so many."""
    ranks = []
    for one in asked:
        for nearness, right in zip(turning(one.questions) @ one.sentences.T, one.answers, strict=True):
            ranks.append(int((nearness > nearness[list(right)].max()).sum()))
    told = (f"{most}: {np.mean([rank < most for rank in ranks]):.3f}" for most in _RANKS)
    return f"of {len(ranks)}, among the first {', '.join(told)}"


@torch.no_grad()
def projection_of(turning: Turning, before: Turning, asked: Sequence[Asked]) -> Projection:
    """What was learned, with the size of cosines at which the nearest sentences have the mean and spread of before."""
    now, then = (
        torch.cat([(each(one.questions) @ one.sentences.T).max(1).values for one in asked])
        for each in (turning, before)
    )
    scale = float(then.std() / now.std())
    matrix = torch.eye(len(turning.shift)) + turning.matrix
    return Projection(matrix.numpy(), turning.shift.numpy(), scale, float(then.mean() - scale * now.mean()))


def write(projection: Projection, path: Path) -> None:
    """The weights, in half precision."""
    np.savez(
        path,
        matrix=projection.matrix.astype(np.float16),
        shift=projection.shift.astype(np.float16),
        scale=np.float32(projection.scale),
        offset=np.float32(projection.offset),
    )


if __name__ == "__main__":
    main()
