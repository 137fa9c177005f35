"""Train the reader of rag/e5_reader.py from the default encoder's first layers: python -m training.train_reader --help

Three losses. Two on groups of one right sentence and others that scored well: which of them answers (softmax over the
group), and whether each answers at all (logistic, for questions that the report does not answer); and one over the
clauses of the right sentence: which of them tells the answer.
"""

import argparse
import pickle
import random
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.numpy import save_file
from torch import nn
from torch.nn import functional
from transformers import BertModel

from index.e5.names import ASKING, PASSAGE_PREFIX, QUERY_PREFIX
from index.e5.tokenizer import END, PADDING, START, E5Tokenizer
from rag.e5_reader import QUESTION_TOKENS, laid_out
from rag.reader import clause_spans
from training.candidates import Candidate, Example

_GROUPS, _OTHERS, _HARDEST = 8, 4, 8  # questions of a step, other sentences of each, out of the best of them
_LEARNING_RATE, _HEAD_RATE, _WARM_UP, _LEAST_RATE = 8e-5, 5e-4, 0.08, 0.02
_RIGHT_WEIGHT, _CLAUSE_WEIGHT = 3.0, 0.5
_POSITIONS = 160  # of the position table, as many as a row can have
_YEAR_SHARE, _PLACE_SHARE = 0.45, 0.2  # of the questions, that are asked of a year and of a place too
_NAMES_YEAR = re.compile(r"(?:19|20)\d\d|去年|今年|明年|来年|上年|过去一年|新的一年")
_LABEL = re.compile(r"(\d{4})年(回顾|计划) ")
_PARTS = {
    "attention.self.query": "q", "attention.self.key": "k", "attention.self.value": "v", "attention.output.dense": "ao",
    "attention.output.LayerNorm": "aln", "intermediate.dense": "fi", "output.dense": "fo", "output.LayerNorm": "oln",
}  # fmt: skip

Row = tuple[list[int], list[tuple[int, int]]]


class Network(nn.Module):
    """The encoder's first layers, a head on the state of the start, and one on every token."""

    def __init__(self, folder: Path, layers: int) -> None:
        super().__init__()
        # Eager: on two cores without a matrix unit twice as fast as the fused kernel, in bfloat16.
        self.bert = BertModel.from_pretrained(
            folder, add_pooling_layer=False, attn_implementation="eager", attention_probs_dropout_prob=0.0
        )
        self.bert.encoder.layer = self.bert.encoder.layer[:layers]
        self.bert.embeddings.word_embeddings.weight.requires_grad = False  # the encoder's own, not shipped twice
        hidden = self.bert.config.hidden_size
        self.answers = nn.Sequential(nn.Linear(hidden, hidden), nn.Tanh(), nn.Linear(hidden, 1))
        self.tells = nn.Linear(hidden, 1)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Logits of shape (rows,) and (rows, tokens)."""
        states = self.bert(input_ids=ids, attention_mask=mask).last_hidden_state
        return self.answers(states[:, 0]).squeeze(-1).float(), self.tells(states).squeeze(-1).float()


def train(network: Network, tokenizer: E5Tokenizer, examples: list[Example], epochs: int) -> None:
    """Train in place."""
    rates = {"bert": _LEARNING_RATE, "answers": _HEAD_RATE, "tells": _HEAD_RATE}
    groups = [
        {"params": [each for each in getattr(network, part).parameters() if each.requires_grad], "lr": rate}
        for part, rate in rates.items()
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = epochs * (len(examples) // _GROUPS)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, step / (_WARM_UP * steps)) * max(_LEAST_RATE, 1 - step / steps)
    )
    chance, step = random.Random(1), 0
    network.train()
    for _ in range(epochs):
        chance.shuffle(examples)
        for first in range(0, len(examples) - _GROUPS + 1, _GROUPS):
            loss = _loss(network, tokenizer, examples[first : first + _GROUPS], chance)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            if step % 50 == 0:
                print(f"{step} of {steps} steps, loss {loss.item():.3f}", flush=True)  # noqa: T201


def _loss(network: Network, tokenizer: E5Tokenizer, examples: Sequence[Example], chance: random.Random) -> torch.Tensor:
    groups = [(example, _group(example, chance)) for example in examples]
    rows = [
        _row(tokenizer, question, each)
        for example, group in groups
        for question in [_asked(example, group, chance)]
        for each in group
    ]
    answers, tells = _read(network, rows)
    right = torch.tensor([float(each.is_right) for _, group in groups for each in group])
    absolute = functional.binary_cross_entropy_with_logits(answers, right, pos_weight=torch.tensor(_RIGHT_WEIGHT))
    relative, told, first = [], [], 0
    for example, group in groups:
        if group and group[0].is_right:
            relative.append(-torch.log_softmax(answers[first : first + len(group)], 0)[0])
            told += _clause_losses(example, group[0], rows[first][1], tells[first])
        first += len(group)
    return absolute + _mean(relative) + _CLAUSE_WEIGHT * _mean(told)


def _mean(losses: Sequence[torch.Tensor]) -> torch.Tensor:
    return torch.stack(list(losses)).mean() if losses else torch.zeros(())


def _clause_losses(
    example: Example, right: Candidate, places: Sequence[tuple[int, int]], tells: torch.Tensor
) -> list[torch.Tensor]:
    if example.answer is None or len(places) < 2:
        return []
    spans = clause_spans(right.line.text)[: len(places)]
    first, last = example.answer
    telling = torch.tensor([right.start + start < last and first < right.start + end for start, end in spans])
    if not telling.any():
        return []
    scores = torch.stack([tells[start:end].max() for start, end in places])
    return [torch.logsumexp(scores, 0) - torch.logsumexp(scores[telling], 0)]


def _group(example: Example, chance: random.Random) -> list[Candidate]:
    """One right sentence first, if there is one, and some of the others that scored best."""
    right = [each for each in (*example.candidates, *example.beyond) if each.is_right]
    others = [each for each in example.candidates if not each.is_right][:_HARDEST]
    chance.shuffle(others)
    return [*([chance.choice(right)] if right else []), *others[:_OTHERS]]


def _asked(example: Example, group: Sequence[Candidate], chance: random.Random) -> str:
    """The question, at times with the year of its answer and with a place, which the pairs seldom name."""
    question, label = example.question, _LABEL.match(group[0].line.above) if group else None
    if label and not _NAMES_YEAR.search(question) and chance.random() < _YEAR_SHARE:
        relative = ("去年", "上一年", "过去一年") if label[2] == "回顾" else ("今年", "新的一年", "明年", "今年计划")
        when = chance.choice([*[f"{label[1]}年"] * 3, *relative])
        question = f"{when}{question}" if chance.random() < 0.8 else f"{question}，{when}"
    place = example.place
    if place and place[:2] not in question and chance.random() < _PLACE_SHARE:
        question = chance.choice([place, place, f"我们{place[-1]}", f"全{place[-1]}", f"咱{place[-1]}"]) + question
    return question


def _row(tokenizer: E5Tokenizer, question: str, candidate: Candidate) -> Row:
    asked = [START, *tokenizer.ids(QUERY_PREFIX + question)[-QUESTION_TOKENS:], END, END]
    above = tokenizer.ids(PASSAGE_PREFIX + candidate.line.above)
    text = candidate.line.text
    return laid_out((*asked, *above), [tuple(tokenizer.ids(text[start:end])) for start, end in clause_spans(text)])


def _read(network: Network, rows: Sequence[Row]) -> tuple[torch.Tensor, list[torch.Tensor]]:
    """The logits of each row; the shorter half and the longer half apart, for less padding."""
    order = sorted(range(len(rows)), key=lambda place: len(rows[place][0]))
    answers: list[Any] = [None] * len(rows)
    tells: list[Any] = [None] * len(rows)
    half = (len(order) + 1) // 2
    for places in filter(None, (order[:half], order[half:])):
        longest = max(len(rows[place][0]) for place in places)
        ids = torch.tensor([rows[place][0] + [PADDING] * (longest - len(rows[place][0])) for place in places])
        with torch.autocast("cpu", torch.bfloat16):
            answered, told = network(ids, (ids != PADDING).long())
        for at, place in enumerate(places):
            answers[place], tells[place] = answered[at], told[at]
    return torch.stack(answers), tells


def save(network: Network, path: Path) -> None:
    """Write the weights but the word embeddings under the names that the graph asks for, in fp16."""
    tensors = {}
    for name, weights in network.state_dict().items():
        if "word_embeddings" not in name:
            tensors[_name(name)] = weights.float().numpy().astype(np.float16)
    tensors["emb.pos"], tensors["emb.type"] = tensors["emb.pos"][:_POSITIONS].copy(), tensors["emb.type"][:1].copy()
    save_file(tensors, path)


def _name(name: str) -> str:
    kind = name.rsplit(".", 1)[1][0]
    layer = re.match(r"bert\.encoder\.layer\.(\d+)\.(.+)\.", name)
    if layer:
        return f"l{layer[1]}.{_PARTS[layer[2]]}.{kind}"
    embeddings = {"position": "emb.pos", "token_type": "emb.type"}
    for part, short in embeddings.items():
        if part in name:
            return short
    heads = {"answers.0": "answers.in", "answers.2": "answers.out", "tells": "tells"}
    head = next((short for long, short in heads.items() if name.startswith(long)), "emb.ln")
    return f"{head}.{kind}"


def main() -> None:
    """Train on the examples that ``python -m training.read_examples`` wrote."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("examples", type=Path)
    parser.add_argument("encoder", type=Path, help="the prepared folder of the default encoder")
    parser.add_argument("weights", type=Path, help="where to write the reader, rag/data/reader.safetensors")
    parser.add_argument("--layers", type=int, default=4)
    parser.add_argument("--epochs", type=int, default=3)
    asked = parser.parse_args()
    torch.manual_seed(0)
    torch.set_flush_denormal(True)
    with asked.examples.open("rb") as file:
        examples = [each for each in pickle.load(file) if each.candidates]  # written a minute ago, by us
    network = Network(asked.encoder, asked.layers)
    train(network, E5Tokenizer(asked.encoder / ASKING), examples, asked.epochs)
    save(network, asked.weights)


if __name__ == "__main__":
    main()
