"""The reader as PyTorch trains it. It computes what the graph that asks computes, as a test checks.

Where the weights hold steps for the input of a layer (``l0.q.in``), it multiplies in 8-bit integers as that graph does.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from index.e5.tokenizer import PADDING
from rag.e5_reader import EPSILON, HEADS, STEPS, steps_of
from training.weights import Tensors

_DROPOUT = 0.1
_MOST, _LEAST = 127, 1e-3  # of an integer; a channel that hardly varies
_OF_LAYER = re.compile(r"l\d+\.")


@dataclass(frozen=True, slots=True)
class Questions:
    """Questions as lines see them."""

    keys: tuple[tuple[Tensor, Tensor], ...]  # of each layer, and values: (questions, heads, tokens, hidden / heads)
    is_token: Tensor  # (questions, tokens): no padding


def training_device() -> torch.device:
    """The GPU where there is one, its attention not by cuDNN, which plans it anew for each shape (8 ms; most batches
    have shapes of their own).
    """
    torch.backends.cuda.enable_cudnn_sdp(enabled=False)
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


class Network:
    """The encoder's layers, a head on the state of a line's start, and one on each of its tokens, for a reader; one on
    the state of a line's start for what tells contradictions.

    The tokens of a question see each other only; those of a line see the question too, at every layer.
    """

    def __init__(self, weights: Tensors, words: Tensor) -> None:
        """``words`` are the encoder's own embeddings, not trained; the weights go to the device where they lie."""
        self.tensors = {
            name: torch.tensor(values, device=words.device, requires_grad=not name.endswith(STEPS))
            for name, values in weights.items()
        }
        self.is_training = False
        self._largest: dict[str, Tensor] | None = None  # of each input, channel by channel, where they are looked for
        self._words = words
        self._layers = sum(name.endswith(".q.w") for name in weights)

    @property
    def device(self) -> torch.device:
        """Where it computes."""
        return self._words.device

    def questions(self, tokens: Tensor) -> Questions:
        """Questions of shape (questions, tokens)."""
        is_token = tokens != PADDING
        states = self._embedded(tokens) + self.tensors["emb.join"]
        keys = []
        for layer in range(self._layers):
            keys.append(self._keys(states, layer))
            if layer + 1 < self._layers:
                states = self._layer(states, keys[-1], is_token, layer)
        return Questions(tuple(keys), is_token)

    def read(self, lines: Tensor, questions: Questions, owners: Tensor) -> tuple[Tensor, Tensor]:
        """Logits of shape (lines,) and (lines, tokens): whether a line answers, and whether a token tells.

        ``lines``: tokens of shape (lines, tokens); ``owners``: which of the questions each is read beside.
        """
        return self.told_by(self.states(lines, questions, owners)[-1])

    def states(self, lines: Tensor, questions: Questions, owners: Tensor) -> list[Tensor]:
        """Of the tokens of the lines after each layer: shape (lines, tokens, hidden)."""
        is_seen = torch.cat([questions.is_token[owners], lines != PADDING], 1)
        states = [self._embedded(lines)]
        for layer, asked in enumerate(questions.keys):
            own = self._keys(states[-1], layer)
            seen = tuple(torch.cat([theirs[owners], mine], 2) for theirs, mine in zip(asked, own, strict=True))
            states.append(self._layer(states[-1], (seen[0], seen[1]), is_seen, layer))
        return states[1:]

    def told_by(self, states: Tensor) -> tuple[Tensor, Tensor]:
        """The logits of ``read`` by the states after the last layer."""
        answers = self._linear(torch.tanh(self._linear(states[:, 0], "answers.in")), "answers.out")
        return answers.squeeze(-1).float(), self._linear(states, "tells").squeeze(-1).float()

    def entailments(self, states: Tensor) -> Tensor:
        """Logits of shape (lines, 3), in the order of ``Entailment``, by the states after the last layer."""
        return self._linear(torch.tanh(self._linear(states[:, 0], "entails.in")), "entails.out").float()

    def measured_steps(self, run: Callable[[], None]) -> dict[str, Tensor]:
        """What one step of 8-bit integers is for each channel of the input of the layers' matrices, by a run.

        Each channel has the range of its own largest value: a few are twenty times as large as most.
        """
        self._largest = {}
        with torch.no_grad():
            run()
        largest, self._largest = self._largest, None
        return {name: each.clamp(min=_LEAST) / _MOST for name, each in largest.items() if _OF_LAYER.match(name)}

    def _embedded(self, tokens: Tensor) -> Tensor:
        positions = self.tensors["emb.pos"][: tokens.shape[1]] + self.tensors["emb.type"][0]
        return self._normalised(self._words[tokens] + positions, "emb.ln")

    def _layer(self, states: Tensor, keys: tuple[Tensor, Tensor], is_seen: Tensor, layer: int) -> Tensor:
        name = f"l{layer}"
        queries = self._heads(states, f"{name}.q")
        mixed = functional.scaled_dot_product_attention(queries, *keys, attn_mask=is_seen[:, None, None])
        attended = self._dropped(self._linear(mixed.transpose(1, 2).flatten(2), f"{name}.ao"))
        states = self._normalised(states + attended, f"{name}.aln")
        inner = functional.gelu(self._linear(states, f"{name}.fi"))
        return self._normalised(states + self._dropped(self._linear(inner, f"{name}.fo")), f"{name}.oln")

    def _keys(self, states: Tensor, layer: int) -> tuple[Tensor, Tensor]:
        return self._heads(states, f"l{layer}.k"), self._heads(states, f"l{layer}.v")

    def _heads(self, states: Tensor, name: str) -> Tensor:
        return self._linear(states, name).reshape(*states.shape[:2], HEADS, -1).transpose(1, 2)

    def _linear(self, states: Tensor, name: str) -> Tensor:
        weight, bias, read = self.tensors[f"{name}.w"], self.tensors[f"{name}.b"], steps_of(name)
        if self._largest is not None:
            found = states.detach().float().abs().flatten(0, -2).amax(0)
            self._largest[read] = torch.maximum(self._largest.get(read, found), found)
        steps = self.tensors.get(read)
        return functional.linear(states, weight, bias) if steps is None else _in_integers(states, weight, steps) + bias

    def _dropped(self, states: Tensor) -> Tensor:
        return functional.dropout(states, _DROPOUT, self.is_training)

    def _normalised(self, states: Tensor, name: str) -> Tensor:
        weight = self.tensors[f"{name}.w"]
        return functional.layer_norm(states.float(), weight.shape, weight, self.tensors[f"{name}.b"], EPSILON)


def _in_integers(states: Tensor, weight: Tensor, steps: Tensor) -> Tensor:
    """A product of integers, told in the old scale: each channel of the input has its step, each row its own."""
    integers = _rounded((states.float() / steps).clamp(-_MOST, _MOST))
    scaled = weight * steps
    rows = scaled.detach().abs().amax(1) / _MOST
    return functional.linear(integers, _rounded(scaled / rows[:, None])).float() * rows


def _rounded(values: Tensor) -> Tensor:
    """Rounded to whole numbers; the gradient passes as if they were not."""
    return values + (values.round() - values).detach()
