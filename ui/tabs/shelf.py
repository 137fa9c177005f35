"""The tab where a maintainer changes the shelf: a shell that ``shelf.js`` fills over the API, with the token typed in.

Gradio's own upload and state would reach every visitor; this way all that a stranger gets is empty fields.
"""

from pathlib import Path

from index.readers.formats import readable_suffixes
from ui.quiet_gradio import gr

_SHELL = Path(__file__).parents[1] / "static" / "shelf.html"


def shelf_tab() -> None:
    """Lay it out."""
    shell = _SHELL.read_text(encoding="utf-8")
    gr.HTML(shell.replace('accept=""', f'accept="{",".join(readable_suffixes())}"'))
