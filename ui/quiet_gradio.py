"""Gradio as this project imports it: without analytics, and without the files for editors that it would write."""

import inspect
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # Gradio reads it when it is imported


@contextmanager
def _without_interface_files() -> Iterator[None]:
    """Import Gradio without the interface files for editors that it writes anew for each of its 80 components.

    They take half of its three seconds, at every start. It leaves out a component that has no source file.
    """
    source_file = inspect.getfile

    def no_component_file(item: Any) -> str:
        if isinstance(item, type) and item.__module__.startswith("gradio."):
            raise OSError("no source file wanted")
        return source_file(item)

    inspect.getfile = no_component_file  # type: ignore[assignment]
    try:
        yield
    finally:
        inspect.getfile = source_file


with _without_interface_files():
    import gradio as gr

__all__ = ["gr"]
