"""Teach a reader of few layers all that one of many says: python -m training.distil --help

It starts as some of the teacher's layers. Labels play no part: it learns the teacher's logits, of lines and of every
token, and the states that its layers leave, each the one that it was copied from. docs/reader.md has the commands.
"""

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from index.e5.tokenizer import PADDING
from rag.e5_reader import STEPS
from training.groups import Places, drawn, of_read
from training.network import Network, training_device
from training.packing import PackedExamples, load
from training.train_reader import draws, measured_steps, rate_share
from training.weights import read_weights, with_layers, write_weights

_WEIGHT_DECAY, _LONGEST_GRADIENT = 0.01, 1.0
_IN_INTEGERS = 1 / 4  # of the learning rate
_LENGTHS = 4  # lines of like length are read together, for less padding
_LOGIT_WEIGHT, _TELLS_WEIGHT = 0.1, 0.02
_SUREST, _SUREST_TOKEN = 8.0, 12.0  # of a logit: beyond that, how sure it is makes no difference to an answer
_NEVER = -1e4  # a logit far below any, and finite
_TOLD_EVERY, _AHEAD = 500, 4  # steps


@dataclass(frozen=True, slots=True)
class Part:
    """Lines of like length, and whom they are read beside."""

    lines: Tensor  # tokens, shape (lines, longest)
    owners: Tensor  # (lines,): which question each is read beside
    slots: Tensor  # (lines,): which candidate of its question each is


@dataclass(frozen=True, slots=True)
class Batch:
    """What one step learns."""

    questions: Tensor  # tokens, shape (questions, longest)
    parts: tuple[Part, ...]
    most: int  # candidates of a question

    def on(self, device: torch.device) -> "Batch":
        """The same, where it is learned."""
        parts = tuple(Part(*(_moved(each, device) for each in (it.lines, it.owners, it.slots))) for it in self.parts)
        return Batch(_moved(self.questions, device), parts, self.most)


@dataclass(frozen=True, slots=True)
class Said:
    """What a network makes of the lines of a part."""

    answers: Tensor  # (lines,)
    tells: Tensor  # (lines, tokens)
    states: list[Tensor]  # after each layer, (lines, tokens, hidden)


@dataclass(frozen=True, slots=True)
class Lesson:
    """Who learns from whom."""

    student: Network
    teacher: Network
    layers: Sequence[int]  # of the teacher: those whose states the student's come to resemble


def main(arguments: Sequence[str] | None = None) -> None:
    """Train on the questions that ``python -m training.read_examples`` wrote, labelled or not."""
    asked = _parser().parse_args(arguments)
    torch.manual_seed(asked.seed)
    chance = np.random.default_rng(asked.seed)
    data = load(asked.examples)
    words = torch.from_numpy(data.words).to(training_device())
    weights = {name: each for name, each in read_weights(asked.teacher).items() if not name.endswith(STEPS)}
    student = Network(with_layers(weights, asked.layers), words)
    lesson = Lesson(student, Network(weights, words), asked.layers)
    in_integers = asked.seconds_in_integers, asked.learning_rate * _IN_INTEGERS
    for seconds, rate in ((asked.seconds, asked.learning_rate), in_integers):
        distil(lesson, batches(data.examples, asked.batch, chance.spawn(1)[0]), seconds, rate)
        student.tensors |= measured_steps(student, data.examples, chance)
    write_weights({name: each.detach().cpu().numpy() for name, each in student.tensors.items()}, asked.weights)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("examples", type=Path)
    parser.add_argument("teacher", type=Path, help="its weights")
    parser.add_argument("weights", type=Path, help="where to write the student's, in 8-bit integers")
    parser.add_argument("--layers", type=int, nargs="+", required=True, help="of the teacher, to start from")
    parser.add_argument("--seconds", type=float, default=400, help="of training in floating point")
    parser.add_argument("--seconds-in-integers", type=float, default=100, help="of training after that")
    parser.add_argument("--batch", type=int, default=96, help="questions of a step, eight lines each")
    parser.add_argument("--learning-rate", type=float, default=3e-4)
    parser.add_argument("--seed", type=int, default=0)
    return parser


def batches(packed: PackedExamples, size: int, chance: np.random.Generator) -> Iterator[Batch]:
    """Without end, some of the questions reworded; some batches are laid out ahead while others are learned."""
    drawn_next = draws(np.flatnonzero((packed.candidates >= 0).any(1)), size, chance)
    with ThreadPoolExecutor(1) as ahead:
        waiting: list[Future[Batch]] = []
        while True:
            while len(waiting) < _AHEAD:
                waiting.append(ahead.submit(_laid_out, packed, next(drawn_next), chance))
            yield waiting.pop(0).result()


def _laid_out(packed: PackedExamples, examples: Places, chance: np.random.Generator) -> Batch:
    groups = drawn(packed, examples, chance)
    owners, slots = np.nonzero(groups.is_read)
    lines = packed.lines[of_read(packed.candidates, groups)]
    order = np.argsort((lines != PADDING).sum(1), kind="stable")
    parts = [
        Part(_cut(lines[part]), _tensor(owners[part]), _tensor(slots[part]))
        for part in np.array_split(order, min(_LENGTHS, len(order)))
    ]
    questions = _cut(packed.questions[groups.examples, groups.wordings])
    return Batch(questions, tuple(parts), groups.is_read.shape[1])


def _cut(rows: NDArray[np.int32]) -> Tensor:
    """Rows of tokens without the padding that all of them share."""
    return _tensor(rows[:, : int((rows != PADDING).sum(1).max())])


def _tensor(values: NDArray[np.integer]) -> Tensor:
    tensor = torch.from_numpy(values.astype(np.int64))
    return tensor.pin_memory() if torch.cuda.is_available() else tensor


def _moved(tensor: Tensor, device: torch.device) -> Tensor:
    return tensor.to(device, non_blocking=True)


def distil(lesson: Lesson, steps: Iterator[Batch], seconds: float, rate: float) -> None:
    """Train the student in place for so long, or until there are no more steps; ``rate``: the highest learning rate."""
    trained = [each for each in lesson.student.tensors.values() if each.requires_grad]
    optimiser = torch.optim.AdamW(trained, weight_decay=_WEIGHT_DECAY, fused=True)
    started = time.monotonic()
    for step, batch in enumerate(steps):
        done = (time.monotonic() - started) / seconds
        if done >= 1:
            break
        for group in optimiser.param_groups:
            group["lr"] = rate * rate_share(done)
        losses = losses_of(lesson, batch.on(lesson.student.device))
        optimiser.zero_grad()
        losses.sum().backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(trained, _LONGEST_GRADIENT)
        optimiser.step()
        if step % _TOLD_EVERY == 0:
            told = " ".join(f"{each:.3f}" for each in losses.tolist())
            print(f"step {step}, {done:.0%}, losses {told}", file=sys.stderr)  # noqa: T201


def losses_of(lesson: Lesson, batch: Batch) -> Tensor:
    """Of one step, shape (4,): the lines' logits, their shares of a question, the tokens' logits, and the states."""
    device = lesson.student.device
    with torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
        with torch.no_grad():
            taught = _said(lesson.teacher, batch)
        said = _said(lesson.student, batch)
        apart = [_apart(*each, lesson.layers) for each in zip(said, taught, batch.parts, strict=True)]
        absolute, tokens, states = torch.stack(apart).mean(0)
        mine, theirs = (_by_question(each, batch) for each in (said, taught))
        relative = -(torch.log_softmax(mine, 1) * torch.softmax(theirs, 1)).sum(1).mean()
    return torch.stack([absolute, relative, _TELLS_WEIGHT * tokens, states])


def _said(network: Network, batch: Batch) -> list[Said]:
    """Part by part."""
    questions = network.questions(batch.questions)
    states = [network.states(part.lines, questions, part.owners) for part in batch.parts]
    return [Said(*network.told_by(each[-1]), each) for each in states]


def _by_question(said: Sequence[Said], batch: Batch) -> Tensor:
    """The logits of lines, shape (questions, candidates)."""
    logits = torch.full((len(batch.questions), batch.most), _NEVER, device=batch.questions.device)
    for each, part in zip(said, batch.parts, strict=True):
        logits[part.owners, part.slots] = each.answers
    return logits


def _apart(said: Said, taught: Said, part: Part, layers: Sequence[int]) -> Tensor:
    """How far lines, tokens and states are from the teacher's, shape (3,)."""
    is_token = (part.lines != PADDING).float()
    target = taught.answers.clamp(-_SUREST, _SUREST)
    absolute = functional.binary_cross_entropy_with_logits(said.answers, target.sigmoid())
    absolute = absolute + _LOGIT_WEIGHT * functional.mse_loss(said.answers.clamp(-_SUREST, _SUREST), target)
    tokens = (said.tells - taught.tells.clamp(-_SUREST_TOKEN, _SUREST_TOKEN)).square()
    apart = [
        (one.float() - taught.states[layer].float()).square().mean(-1)
        for one, layer in zip(said.states, layers, strict=True)
    ]
    return torch.stack([absolute, _mean(tokens, is_token), _mean(torch.stack(apart).mean(0), is_token)])


def _mean(values: Tensor, weights: Tensor) -> Tensor:
    return (values * weights).sum() / weights.sum()


if __name__ == "__main__":
    main()
