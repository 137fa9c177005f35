"""The shape of JSON: its keys in their order, and of each value the kind."""

import json
from typing import Any


def shape(value: Any) -> str:
    """As text that reads as a diff. Of a list the first item speaks for all."""
    return json.dumps(_kind(value), ensure_ascii=False, indent=1) + "\n"


def _kind(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _kind(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_kind(each) for each in value[:1]]
    if isinstance(value, bool) or value is None:
        return str(value)
    return "number" if isinstance(value, int | float) else "text"
