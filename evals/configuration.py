"""How a run asks: settings of ``rag.settings`` by name, the generator, the encoder; and runs over several at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from itertools import product
from typing import Any

from index.errors import SettingsError
from rag.settings import DEFAULT_SETTINGS, AskerSettings

EXTRACTIVE = "extractive"
LLM = "llm"  # the language model of the settings
GENERATORS = (EXTRACTIVE, LLM)
# Least and most of each number; the rest are true or false.
_BOUNDS: dict[str, tuple[float, float]] = {
    "retrieval.pool": (1, 10_000),
    "retrieval.dense_weight": (0, 1),
    "retrieval.sentence_share": (0, 1),
    "retrieval.period_bonus": (0, 100),
    "retrieval.term_bonus": (0, 100),
    "retrieval.told_bonus": (0, 100),
    "retrieval.entry_cost": (0, 100),
    "answer.passages": (1, 100),
    "answer.answerable": (0, 1),
    "answer.figure": (0, 1),
    "answer.operand": (0, 1),
    "answer.described": (0, 1),
    "answer.prompt_tokens": (500, 1_000_000),
}
_TRUTHS = {"true": True, "false": False}
# Each takes one component away; what does not lower a score by its absence has not earned its place.
ABLATIONS: tuple[tuple[str, str], ...] = (
    ("words only", "retrieval.dense_weight=0"),
    ("vectors only", "retrieval.dense_weight=1"),
    ("no sentence vectors", "retrieval.sentence_share=0"),
    ("no passage vectors", "retrieval.sentence_share=1"),
    ("no period", "retrieval.period_bonus=0"),
    ("no glossary look-up", "retrieval.term_bonus=0"),
    ("glossary entries as others", "retrieval.entry_cost=0"),
    ("no official words", "question.official_words=false"),
    ("no spelling", "question.spelling=false"),
    ("no reader", "answer.reader=false"),
    ("no conversations", "answer.conversations=false"),
    ("no contradictions", "answer.contradictions=false"),
)


@dataclass(frozen=True, slots=True)
class Configuration:
    """One way to ask. ``encoder`` is None for the store's own; ``seed`` drives the resampling of the statistics."""

    name: str = "default"
    settings: AskerSettings = field(default_factory=AskerSettings)
    generator: str = EXTRACTIVE
    encoder: str | None = None
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the command line asked for; of every list each value is tried with each of the others."""

    settings: tuple[str, ...] = ()  # NAME=VALUE[,VALUE…]
    generators: str = EXTRACTIVE
    encoders: str = ""
    ablate: bool = False
    seed: int = 0


def setting_names() -> tuple[str, ...]:
    """All settings as ``step.name``."""
    steps = ((step.name, getattr(DEFAULT_SETTINGS, step.name)) for step in fields(DEFAULT_SETTINGS))
    return tuple(f"{step}.{each.name}" for step, values in steps for each in fields(values))


def configurations(wishes: Wishes) -> tuple[Configuration, ...]:
    """Every combination wished for, the first of them the one that others are compared with. Raises SettingsError."""
    encoders = [name.strip() or None for name in wishes.encoders.split(",")]
    generators = [_generator(name.strip()) for name in wishes.generators.split(",")]
    assigned = list(product(*(_alternatives(each) for each in wishes.settings)))
    found = []
    for encoder, generator, assignments in product(encoders, generators, assigned):
        settings = DEFAULT_SETTINGS
        for name, value in assignments:
            settings = with_setting(settings, name, value)
        told = [encoder] if len(encoders) > 1 else []
        told += [generator] if len(generators) > 1 else []
        told += [f"{name}={value}" for name, value in assignments]
        name = ", ".join(each for each in told if each) or "default"
        found.append(Configuration(name, settings, generator, encoder, wishes.seed))
    return (*found, *(_ablations(found[0]) if wishes.ablate else ()))


def with_setting(settings: AskerSettings, name: str, value: str) -> AskerSettings:
    """The settings with one of them changed. Raises SettingsError for an unknown name or a value out of bounds."""
    if name not in setting_names():
        raise SettingsError(f'there is no setting "{name}". There are: {", ".join(setting_names())}.')
    step, field_name = name.split(".")
    values = getattr(settings, step)
    changed = replace(values, **{field_name: _value(name, value, getattr(values, field_name))})
    whole: dict[str, Any] = {step: changed}
    return replace(settings, **whole)


def _ablations(base: Configuration) -> list[Configuration]:
    return [
        replace(base, name=name, settings=with_setting(base.settings, *assignment.split("=")))
        for name, assignment in ABLATIONS
    ]


def _alternatives(assignment: str) -> Sequence[tuple[str, str]]:
    name, sign, values = assignment.partition("=")
    if not sign or not values.strip():
        raise SettingsError(f'"{assignment}" sets nothing. Write it as NAME=VALUE, or NAME=VALUE,VALUE to try several.')
    return [(name.strip(), value.strip()) for value in values.split(",")]


def _generator(name: str) -> str:
    if name not in GENERATORS:
        raise SettingsError(f'there is no generator "{name}". There are: {", ".join(GENERATORS)}.')
    return name


def _value(name: str, text: str, default: object) -> object:
    if isinstance(default, bool):
        if text.lower() not in _TRUTHS:
            raise SettingsError(f'{name} is true or false, not "{text}".')
        return _TRUTHS[text.lower()]
    least, most = _BOUNDS[name]
    try:
        number = int(text) if isinstance(default, int) else float(text)
    except ValueError:
        number = float("nan")
    if not least <= number <= most:
        raise SettingsError(f'{name} is a number from {least} to {most}, not "{text}".')
    return number
