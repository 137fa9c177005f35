"""What ``wenbao eval`` is given: cases of data sets with a store to ask, and the language model of the settings."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import typer

from evals.askers import StoreFor, askers_of, rebuilt
from evals.configuration import LLM, Configuration
from evals.dataset import Case
from evals.load import Loaded, answerable_by, read_cases
from evals.metered import MeteredModel, Prices
from evals.public_set import PublicSet
from evals.public_sets import read_public_set
from evals.public_store import public_store
from evals.relevance import JudgedRelevance, Relevance
from index.encoders import load_encoder
from index.errors import DatasetError, SettingsError
from index.store import open_store
from rag.asker import Asker
from rag.chat_model import ChatModel
from ui.opening import open_asker, open_encoder, open_model, open_reader
from ui.settings import Settings


@dataclass(frozen=True, slots=True)
class Opened:
    """The cases to ask and the store to ask; ``skipped`` has a sentence for each line that is no such case."""

    asker: Asker
    cases: tuple[Case, ...]
    skipped: tuple[str, ...]
    public: PublicSet | None = None
    relevance: Relevance | None = None


def open_cases(datasets: Sequence[Path], settings: Settings, *, strict: bool) -> Opened:
    """Raises DatasetError for data sets without a case, and for any bad line where ``strict``."""
    public = _public_set(datasets)
    loaded = Loaded(public.cases, public.problems) if public else read_cases(datasets)
    _tell_problems(loaded.problems, strict=strict)
    if public is not None:
        encoder = open_encoder(settings, tell)
        store = open_store(public_store(public, settings.cache / "evals", encoder, tell))
        relevance = JudgedRelevance(public, store.documents[0])
        asker = Asker(store, encoder, reader=open_reader(encoder, settings, tell))
        return Opened(asker, public.cases, public.problems, public, relevance)
    asker = open_asker(settings, tell)
    known = answerable_by(loaded, [document.id for document in asker.store.documents])
    _tell_problems(known.problems[len(loaded.problems) :], strict=strict)
    return Opened(asker, known.cases, known.problems)


def open_askers(
    opened: Opened, asked: Sequence[Configuration], settings: Settings
) -> AbstractContextManager[dict[str | None, Asker]]:
    """An asker by the name of its encoder, None for that of the store."""
    store_for = _stores_of(opened.public, settings) if opened.public else rebuilt(opened.asker.store.path, tell)
    return askers_of(opened.asker, asked, lambda name: load_encoder(name, settings.cache, tell), store_for)


def metered_model(asked: Sequence[Configuration], prices: Prices | None, settings: Settings) -> MeteredModel | None:
    """The language model where a configuration asks for it. Raises SettingsError where none is set."""
    if all(each.generator != LLM for each in asked):
        return None
    return MeteredModel(model_of(settings, "llm"), prices)


def model_of(settings: Settings, wanted_by: str) -> ChatModel:
    """The language model of the settings. Raises SettingsError where none is set."""
    model = open_model(settings)
    if model is None:
        raise SettingsError(
            f"no language model is set. Set WENBAO_LLM_BASE_URL and WENBAO_LLM_MODEL, or leave out {wanted_by}."
        )
    return model


def told_model(model: MeteredModel | None, settings: Settings) -> dict[str, str] | None:
    """The name of a language model and its address, without what an address may hold of a password."""
    if model is None or settings.llm_base_url is None:
        return None
    address = urlsplit(settings.llm_base_url)
    host = address.netloc.rpartition("@")[2]
    return {"name": model.name, "base_url": urlunsplit((address.scheme, host, address.path, "", ""))}


def tell(line: str) -> None:
    """Say how far it is, beside what is printed as a result."""
    typer.echo(line, err=True)


def _public_set(datasets: Sequence[Path]) -> PublicSet | None:
    found = [public for public in map(read_public_set, datasets) if public is not None]
    if found and len(datasets) > 1:
        raise DatasetError(
            "a public set brings its own paragraphs. Give it alone, and run other data sets by themselves."
        )
    return found[0] if found else None


def _stores_of(public: PublicSet, settings: Settings) -> StoreFor:
    return lambda encoder, _: public_store(public, settings.cache / "evals", encoder, tell)


def _tell_problems(problems: Sequence[str], *, strict: bool) -> None:
    if strict and problems:
        more = f" And {len(problems) - 1} more: see them without --strict." if len(problems) > 1 else ""
        raise DatasetError(f"{problems[0]}{more}")
    for problem in problems:
        tell(f"Skipped {problem}")
