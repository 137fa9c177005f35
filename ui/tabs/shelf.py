"""The tab where a maintainer changes the shelf: a shell that ``shelf.js`` fills over the API, with the token typed in.

Gradio's own upload and state would reach every visitor; this way all that a stranger gets is empty fields.
"""

import re
from pathlib import Path

from index.readers.formats import readable_suffixes
from ui.languages import Say
from ui.quiet_gradio import gr

_TEXT = re.compile(r"[\u4e00-\u9fff][^<>\"]*")  # a text or an attribute of the shell
_SHELL = Path(__file__).parents[1] / "static" / "shelf.html"


def shelf_tab(say: Say) -> None:
    """Lay it out."""
    shell = _TEXT.sub(lambda text: say(text.group()), _SHELL.read_text(encoding="utf-8"))
    gr.HTML(shell.replace('accept=""', f'accept="{",".join(readable_suffixes())}"'), apply_default_css=False)
