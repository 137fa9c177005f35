"""Train the reader of rag/e5_reader.py from the default encoder's first layers: python -m training.train_reader --help

Three losses. Two on groups of one right sentence and others that scored well: which of them answers (softmax over the
group), and whether each answers at all (logistic, for questions that the report does not answer); and one over the
clauses of the right sentence: which of them tells the answer.
"""

import argparse
import pickle
import random
import re
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.numpy import load_file, save_file
from torch.nn import functional

from index.e5.names import ASKING, PASSAGE_PREFIX, WEIGHTS_FILE, WORD_EMBEDDINGS
from index.e5.tokenizer import PADDING, E5Tokenizer
from rag.e5_reader import EPSILON, HEADS, asked_row, laid_out
from rag.reader import clause_spans
from training.candidates import Candidate, Example

_GROUPS, _OTHERS, _HARDEST = 8, 3, 8  # questions of a step, other sentences of each, out of the best of them
_LEARNING_RATE, _HEAD_RATE, _WARM_UP, _LEAST_RATE = 8e-5, 5e-4, 0.08, 0.02
_RIGHT_WEIGHT, _CLAUSE_WEIGHT = 3.0, 0.5
_DROPOUT = 0.1
_HAS_BF16 = torch.cpu.get_capabilities().get("avx512_bf16", False)  # elsewhere a step takes twenty times as long
_POSITIONS = 160  # of the position table, as many as a row can have
_YEAR_SHARE, _PLACE_SHARE = 0.45, 0.2  # of the questions, that are asked of a year and of a place too
_NAMES_YEAR = re.compile(r"(?:19|20)\d\d|去年|今年|明年|来年|上年|过去一年|新的一年")
_LABEL = re.compile(r"(\d{4})年(回顾|计划) ")
_LAYER = re.compile(r"encoder\.layer\.(\d+)\.(.+)\.(weight|bias)")
_PARTS = {
    "attention.self.query": "q", "attention.self.key": "k", "attention.self.value": "v", "attention.output.dense": "ao",
    "attention.output.LayerNorm": "aln", "intermediate.dense": "fi", "output.dense": "fo", "output.LayerNorm": "oln",
}  # fmt: skip
_EMBEDDINGS = {
    "embeddings.position_embeddings.weight": "emb.pos", "embeddings.token_type_embeddings.weight": "emb.type",
    "embeddings.LayerNorm.weight": "emb.ln.w", "embeddings.LayerNorm.bias": "emb.ln.b",
}  # fmt: skip

Row = tuple[list[int], list[tuple[int, int]]]
Tensors = dict[str, torch.Tensor]


class Network:
    """The encoder's first layers, a head on the state of the start, and one on every token.

    The tokens of a question see each other only; those of a line see the question too, at every layer. ``tensors``
    have the names that the graph asks for (index.e5.graph).
    """

    def __init__(self, tensors: Tensors, words: torch.Tensor) -> None:
        self.tensors = {name: each.float().requires_grad_() for name, each in tensors.items()}
        self._words = words  # the encoder's own, not trained and not shipped twice
        self._layers = sum(name.endswith(".q.w") for name in tensors)
        self.is_training = False

    def __call__(
        self, asked: torch.Tensor, rows: torch.Tensor, groups: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Logits of shape (rows,) and (rows, tokens).

        ``asked``: token ids of the questions; ``rows``: of the lines; ``groups``: whose question each
        line is read beside.
        """
        is_asked = asked != PADDING
        question = self._embedded(asked, torch.arange(1, asked.shape[1] + 1).expand(asked.shape))
        behind = torch.arange(rows.shape[1]) + is_asked.sum(1)[groups, None]
        states = self._embedded(rows, behind.index_fill(1, torch.tensor(0), 0))
        open_asked = _additive(is_asked)
        open_rows = torch.cat([open_asked[groups], _additive(rows != PADDING)], -1)
        for layer in range(self._layers):
            name = f"l{layer}"
            key, value = self._heads(question, f"{name}.k"), self._heads(question, f"{name}.v")
            keys = torch.cat([key[groups], self._heads(states, f"{name}.k")], 2)
            values = torch.cat([value[groups], self._heads(states, f"{name}.v")], 2)
            states = self._layer(states, keys, values, open_rows, name)
            if layer + 1 < self._layers:
                question = self._layer(question, key, value, open_asked, name)
        answers = self._linear(torch.tanh(self._linear(states[:, 0], "answers.in")), "answers.out")
        return answers.squeeze(-1).float(), self._linear(states, "tells").squeeze(-1).float()

    def _embedded(self, ids: torch.Tensor, places: torch.Tensor) -> torch.Tensor:
        tensors = self.tensors
        return self._normalised(self._words[ids] + tensors["emb.pos"][places] + tensors["emb.type"][0], "emb.ln")

    def _layer(
        self, states: torch.Tensor, keys: torch.Tensor, values: torch.Tensor, opened: torch.Tensor, name: str
    ) -> torch.Tensor:
        queries = self._heads(states, f"{name}.q")
        scores = queries @ keys.transpose(-1, -2) * queries.shape[-1] ** -0.5 + opened
        mixed = (scores.softmax(-1).to(values.dtype) @ values).transpose(1, 2).flatten(2)
        states = self._normalised(states + self._linear(mixed, f"{name}.ao", dropout=True), f"{name}.aln")
        inner = functional.gelu(self._linear(states, f"{name}.fi"))
        return self._normalised(states + self._linear(inner, f"{name}.fo", dropout=True), f"{name}.oln")

    def _heads(self, states: torch.Tensor, name: str) -> torch.Tensor:
        return self._linear(states, name).unflatten(-1, (HEADS, -1)).transpose(1, 2)

    def _linear(self, states: torch.Tensor, name: str, *, dropout: bool = False) -> torch.Tensor:
        product = functional.linear(states, self.tensors[f"{name}.w"], self.tensors[f"{name}.b"])
        return functional.dropout(product, _DROPOUT, self.is_training) if dropout else product

    def _normalised(self, states: torch.Tensor, name: str) -> torch.Tensor:
        weight = self.tensors[f"{name}.w"]
        return functional.layer_norm(states.float(), weight.shape, weight, self.tensors[f"{name}.b"], EPSILON)


def _additive(is_open: torch.Tensor) -> torch.Tensor:
    return torch.where(is_open, 0.0, -10_000.0)[:, None, None]


def encoder_tensors(weights: dict[str, Any], layers: int) -> Tensors:
    """The first layers of the encoder, and heads that have learned nothing."""
    tensors: Tensors = {}
    for name, values in weights.items():
        found = _LAYER.search(name)
        if found and int(found[1]) < layers:
            tensors[f"l{found[1]}.{_PARTS[found[2]]}.{found[3][0]}"] = torch.from_numpy(values.astype(np.float32))
    for long, short in _EMBEDDINGS.items():
        tensors[short] = torch.from_numpy(weights[next(each for each in weights if each.endswith(long))].astype("f4"))
    tensors["emb.pos"], tensors["emb.type"] = tensors["emb.pos"][:_POSITIONS].clone(), tensors["emb.type"][:1].clone()
    hidden = tensors["emb.ln.w"].shape[0]
    for head, size in (("answers.in", hidden), ("answers.out", 1), ("tells", 1)):
        tensors[f"{head}.w"] = torch.empty(size, hidden).uniform_(-1, 1) * hidden**-0.5
        tensors[f"{head}.b"] = torch.zeros(size)
    return tensors


def train(network: Network, tokenizer: E5Tokenizer, examples: list[Example], epochs: float, path: Path) -> None:
    """Train in place; what has been learned is written to ``path`` every ten minutes or so."""
    heads = [each for name, each in network.tensors.items() if name.startswith(("answers", "tells"))]
    others = [each for name, each in network.tensors.items() if not name.startswith(("answers", "tells"))]
    groups = [{"params": others, "lr": _LEARNING_RATE}, {"params": heads, "lr": _HEAD_RATE}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = int(epochs * (len(examples) // _GROUPS))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, step / (_WARM_UP * steps)) * max(_LEAST_RATE, 1 - step / steps)
    )
    chance, queue, started = random.Random(1), [], time.monotonic()
    network.is_training = True
    for step in range(1, steps + 1):
        if len(queue) < _GROUPS:
            queue = chance.sample(examples, len(examples))
        taken, queue = queue[:_GROUPS], queue[_GROUPS:]
        loss = _loss(network, tokenizer, taken, chance)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_([*heads, *others], 1.0)
        optimiser.step()
        schedule.step()
        if step % 50 == 0:
            each = (time.monotonic() - started) / step
            print(f"{step} of {steps} steps, loss {loss.item():.3f}, {each:.2f} s a step", flush=True)  # noqa: T201
        if step % 1_000 == 0:
            save(network, path)


def _loss(network: Network, tokenizer: E5Tokenizer, examples: Sequence[Example], chance: random.Random) -> torch.Tensor:
    groups = [(example, _group(example, chance)) for example in examples]
    asked = [asked_row(tokenizer, _asked(example, group, chance)) for example, group in groups]
    rows = [_row(tokenizer, each) for _, group in groups for each in group]
    owners = [place for place, (_, group) in enumerate(groups) for _ in group]
    answers, tells = _read(network, asked, rows, owners)
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


def _row(tokenizer: E5Tokenizer, candidate: Candidate) -> Row:
    above = tuple(tokenizer.ids(PASSAGE_PREFIX + candidate.line.above))
    text = candidate.line.text
    return laid_out(above, [tuple(tokenizer.ids(text[start:end])) for start, end in clause_spans(text)])


def _read(
    network: Network, asked: Sequence[Sequence[int]], rows: Sequence[Row], owners: Sequence[int]
) -> tuple[torch.Tensor, list[torch.Tensor]]:
    """The logits of each row; the shorter half and the longer half apart, for less padding."""
    order = sorted(range(len(rows)), key=lambda place: len(rows[place][0]))
    answers: list[Any] = [None] * len(rows)
    tells: list[Any] = [None] * len(rows)
    half = (len(order) + 1) // 2
    for places in filter(None, (order[:half], order[half:])):
        with torch.autocast("cpu", torch.bfloat16, enabled=_HAS_BF16):
            answered, told = network(
                _padded(asked), _padded([rows[place][0] for place in places]), torch.tensor([owners[p] for p in places])
            )
        for at, place in enumerate(places):
            answers[place], tells[place] = answered[at], told[at]
    return torch.stack(answers), tells


def _padded(rows: Sequence[Sequence[int]]) -> torch.Tensor:
    longest = max(map(len, rows))
    return torch.tensor([[*row, *[PADDING] * (longest - len(row))] for row in rows])


def save(network: Network, path: Path) -> None:
    """Write the weights in fp16."""
    save_file({name: each.detach().numpy().astype(np.float16) for name, each in network.tensors.items()}, path)


def main() -> None:
    """Train on the examples that ``python -m training.read_examples`` wrote."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("examples", type=Path)
    parser.add_argument("encoder", type=Path, help="the prepared folder of the default encoder")
    parser.add_argument("weights", type=Path, help="where to write the reader, rag/data/reader.safetensors")
    parser.add_argument("--layers", type=int, default=4)
    parser.add_argument("--epochs", type=float, default=3)
    parser.add_argument("--further", type=Path, help="weights of a reader to train further, not the encoder's")
    asked = parser.parse_args()
    torch.manual_seed(0)
    torch.set_flush_denormal(True)
    with asked.examples.open("rb") as file:
        examples = [each for each in pickle.load(file) if each.candidates]  # written a minute ago, by us
    encoder = load_file(asked.encoder / WEIGHTS_FILE)
    if asked.further is not None:
        tensors = {name: torch.from_numpy(values) for name, values in load_file(asked.further).items()}
    else:
        tensors = encoder_tensors(encoder, asked.layers)
    network = Network(tensors, torch.from_numpy(encoder[WORD_EMBEDDINGS]))
    train(network, E5Tokenizer(asked.encoder / ASKING), examples, asked.epochs, asked.weights)
    save(network, asked.weights)


if __name__ == "__main__":
    main()
