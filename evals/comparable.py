"""How two runs differ besides their answers: what must be known before one is called better."""

from collections.abc import Iterator, Mapping
from typing import Any

from evals.record import Record


def notes_on(before: Record, after: Record) -> Iterator[str]:
    """A sentence for every difference of store, encoder, configuration, model and scoring."""
    yield from _of_documents(before["store"].get("documents", {}), after["store"].get("documents", {}))
    if _encoder(before) != _encoder(after):
        yield f"another encoder: {_encoder(before)}, now {_encoder(after)}"
    for name in ("analyser", "format"):
        if before["store"].get(name) != after["store"].get(name):
            yield f"another {name} of the store: {before['store'].get(name)}, now {after['store'].get(name)}"
    yield from _of_configurations(before["configuration"], after["configuration"])
    if before.get("model") != after.get("model"):
        yield f"another language model: {_model(before)}, now {_model(after)}"
    if before.get("judge") != after.get("judge"):
        yield f"another judge: {before.get('judge') or 'none'}, now {after.get('judge') or 'none'}"
    if before.get("scoring") != after.get("scoring") or before.get("cuts") != after.get("cuts"):
        yield "scored by other code than now: run the baseline again before the numbers are held against each other"


def _of_documents(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[str]:
    for document in sorted({*before, *after}):
        if document not in after:
            yield f"another store: {document} is not in it any more"
        elif document not in before:
            yield f"another store: {document} was not in it"
        elif before[document] != after[document]:
            yield f"another store: {document} was another file"


def _of_configurations(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    if before.get("generator") != after.get("generator"):
        yield f"another generator: {before.get('generator')}, now {after.get('generator')}"
    old, new = _flat(before.get("settings", {})), _flat(after.get("settings", {}))
    for name in sorted({*old, *new}):
        if old.get(name) != new.get(name):
            yield f"another setting: {name} was {old.get(name, 'none')}, now {new.get(name, 'none')}"


def _flat(settings: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    return {f"{step}.{name}": value for step, values in settings.items() for name, value in values.items()}


def _encoder(record: Record) -> str:
    return str(record["store"].get("encoder"))


def _model(record: Record) -> str:
    model = record.get("model")
    return f"{model['name']} at {model['base_url']}" if model else "none"
