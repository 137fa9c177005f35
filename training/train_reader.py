"""Train the reader of rag/e5_reader.py: python -m training.train_reader --help

A teacher has all layers of the encoder. The reader that ships has every second one of a teacher's, and learns from what
teachers say of every candidate, also of questions that nobody has labelled. docs/reader.md has the commands.
"""

import argparse
import math
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from training.groups import OTHERS, Groups, Places, drawn, judged, of_read, whole
from training.losses import clause_loss, labelled_loss, taught_loss
from training.network import Network, training_device
from training.packing import PackedExamples, TrainingData, load
from training.weights import Tensors, mixed, read_weights, rescaled, with_heads, with_layers, write_weights

_NEW_RATE = 5e-4  # of what the encoder does not bring
_WARM_UP, _LEAST_RATE = 0.06, 0.02  # share of the training; share of the learning rate
_WEIGHT_DECAY, _LONGEST_GRADIENT = 0.01, 1.0
_CLAUSE_WEIGHT = 0.5
_SUREST = 12.0  # of a teacher's logits
_NEW = ("answers", "tells", "emb.join")
_TOLD_EVERY, _JUDGED_AT_ONCE = 100, 64  # steps; examples
_MEASURED = 256  # examples whose states are looked at

Logits = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Plan:
    """How long to train, and in which steps."""

    epochs: float
    seconds: float  # of training, if that is shorter
    batch: int  # questions of a step
    learning_rate: float
    others: int = OTHERS  # candidates beside the right one


def main(arguments: Sequence[str] | None = None) -> None:
    """Train on the examples that ``python -m training.read_examples`` wrote."""
    asked = _parser().parse_args(arguments)
    if asked.keep and (asked.start is None or asked.layers is not None):
        raise SystemExit("--keep takes some of the weights of --start, all of its layers: give --start and no --layers")
    torch.manual_seed(asked.seed)
    chance = np.random.default_rng(asked.seed)
    data = load(asked.examples)
    words = torch.from_numpy(data.words).to(training_device())
    network = Network(_start(data, asked.start, asked.layers, chance), words)
    plan = Plan(asked.epochs, asked.seconds, asked.batch, asked.learning_rate, asked.others)
    if asked.integers:
        network.tensors |= measured_steps(network, data.examples, chance)
    train(network, data.examples, plan, chance, taught=mean_logits(asked.teachers, data.examples))
    trained = {name: each.detach().cpu().numpy() for name, each in network.tensors.items()}
    if asked.keep:
        trained = mixed(trained, read_weights(asked.start), asked.keep)
    write_weights(rescaled(trained, *asked.rescale), asked.weights)
    if asked.logits is not None:
        np.save(asked.logits, all_logits(network, data.examples))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("examples", type=Path)
    parser.add_argument("weights", type=Path, help="where to write the reader, rag/data/reader.safetensors")
    parser.add_argument("--start", type=Path, metavar="WEIGHTS", help="a reader to start from, not the encoder")
    parser.add_argument("--layers", type=int, nargs="+", help="of those that it starts from; default: all of them")
    parser.add_argument("--teachers", type=Path, nargs="+", default=[], metavar="LOGITS", help="what --logits wrote")
    parser.add_argument("--logits", type=Path, help="where to write what it says of every candidate, .npy")
    parser.add_argument("--integers", action="store_true", help="compute in 8 bits, as a reader that ships has to")
    parser.add_argument("--keep", type=float, default=0.0, metavar="SHARE", help="of --start in the weights written")
    parser.add_argument(
        "--rescale", type=float, nargs=2, default=(1.0, 0.0), metavar=("TIMES", "PLUS"), help="logits that are written"
    )
    parser.add_argument("--epochs", type=float, default=2)
    parser.add_argument("--seconds", type=float, default=math.inf, help="of training, if that is shorter")
    parser.add_argument("--batch", type=int, default=32, help="questions of a step")
    parser.add_argument("--others", type=int, default=OTHERS, help="candidates beside the right one")
    parser.add_argument("--learning-rate", type=float, default=1e-4)
    parser.add_argument("--seed", type=int, default=0)
    return parser


def _start(data: TrainingData, start: Path | None, layers: list[int] | None, chance: np.random.Generator) -> Tensors:
    weights = with_heads(data.encoder, chance) if start is None else read_weights(start)
    return weights if layers is None else with_layers(weights, layers)


def train(
    network: Network, packed: PackedExamples, plan: Plan, chance: np.random.Generator, *, taught: Logits | None = None
) -> None:
    """Train in place. ``taught``: what teachers say of every candidate; else it learns from labelled examples only."""
    pool = np.flatnonzero(packed.is_labelled | (taught is not None))
    drawing = draws(pool, plan.batch, chance)
    optimiser, rates = _optimiser(network, plan.learning_rate)
    steps, started = math.ceil(plan.epochs * len(pool) / plan.batch), time.monotonic()
    network.is_training = True
    for step in range(steps):
        done = max(step / steps, (time.monotonic() - started) / plan.seconds)
        if done >= 1:
            break
        for group, rate in zip(optimiser.param_groups, rates, strict=True):
            group["lr"] = rate * rate_share(done)
        loss = loss_of(network, packed, drawn(packed, next(drawing), chance, plan.others), taught)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(_trained(network).values(), _LONGEST_GRADIENT)
        optimiser.step()
        if step % _TOLD_EVERY == 0:
            print(f"step {step} of {steps}, {done:.0%}, loss {loss.item():.3f}", file=sys.stderr)  # noqa: T201
    network.is_training = False


def rate_share(done: float) -> float:
    """What is taken of the learning rate when so much of the training is over."""
    return min(1.0, done / _WARM_UP) * max(_LEAST_RATE, 1 - done)


def draws(pool: Places, batch: int, chance: np.random.Generator) -> Iterator[Places]:
    """All of the pool in a new order again and again; what is left at an end is not drawn."""
    while True:
        order = chance.permutation(pool)
        for start in range(0, max(len(order) - batch, 0) + 1, batch):
            yield order[start : start + batch]


def _optimiser(network: Network, learning_rate: float) -> tuple[torch.optim.Optimizer, tuple[float, float]]:
    trained = _trained(network)
    new = [each for name, each in trained.items() if name.startswith(_NEW)]
    others = [each for name, each in trained.items() if not name.startswith(_NEW)]
    optimiser = torch.optim.AdamW([{"params": others}, {"params": new}], weight_decay=_WEIGHT_DECAY, fused=True)
    return optimiser, (learning_rate, _NEW_RATE)


def _trained(network: Network) -> dict[str, torch.Tensor]:
    return {name: each for name, each in network.tensors.items() if each.requires_grad}


def loss_of(network: Network, packed: PackedExamples, groups: Groups, taught: Logits | None) -> torch.Tensor:
    """Of one step."""

    def on_device(values: NDArray[np.generic]) -> torch.Tensor:
        return torch.from_numpy(values).to(network.device)

    judgement, is_right = judged(network, packed, groups), packed.is_right[groups.examples]
    labels = on_device(groups.is_read), on_device(is_right)
    if taught is None:
        loss = labelled_loss(judgement.answers, *labels)
    else:
        is_labelled, logits = on_device(packed.is_labelled[groups.examples]), on_device(taught[groups.examples])
        loss = taught_loss(judgement.answers, *labels, is_labelled=is_labelled, taught=logits)
    right = is_right[groups.is_read]
    clauses = packed.clauses[of_read(packed.candidates, groups)[right]].astype(np.int64)
    telling = of_read(packed.tells, groups)[right]
    told = clause_loss(judgement.tells[on_device(right)], on_device(clauses), on_device(telling))
    return loss + _CLAUSE_WEIGHT * told


def measured_steps(network: Network, packed: PackedExamples, chance: np.random.Generator) -> dict[str, torch.Tensor]:
    """The steps of integers by what some of the examples show (``Network.measured_steps``)."""
    examples = np.sort(chance.permutation(len(packed.candidates))[:_MEASURED])

    def run() -> None:
        for part in np.split(examples, range(_JUDGED_AT_ONCE, len(examples), _JUDGED_AT_ONCE)):
            judged(network, packed, whole(packed, part))

    return network.measured_steps(run)


@torch.no_grad()
def all_logits(network: Network, packed: PackedExamples) -> Logits:
    """What the network says of every candidate, the questions as they are: shape (examples, most), 0 for none."""
    examples = np.arange(len(packed.candidates))
    parts = np.split(examples, range(_JUDGED_AT_ONCE, len(examples), _JUDGED_AT_ONCE))
    return np.concatenate([judged(network, packed, whole(packed, part)).answers.cpu().numpy() for part in parts])


def mean_logits(teachers: list[Path], packed: PackedExamples) -> Logits | None:
    """What the teachers say on average; None where there is none."""
    logits = [np.load(path) for path in teachers]
    for path, each in zip(teachers, logits, strict=True):
        if each.shape != packed.candidates.shape:
            raise SystemExit(f"{path} is about other examples; write it anew with --logits")
    return np.mean(logits, 0).clip(-_SUREST, _SUREST) if logits else None


if __name__ == "__main__":
    main()
