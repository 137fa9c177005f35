"""What stands in the head of the page: its styles and scripts, a file for each matter."""

import json
from pathlib import Path

_STATIC = Path(__file__).parent / "static"
_STYLES = ("frame", "chat", "panel", "reader", "desks", "shelf")
# In the order in which they need each other, in one scope, which page.js sets to work; the shelf's has its own.
_SCRIPTS = ("words", "panel", "copies", "asking", "votes", "server", "reader", "tips", "tables", "tabs", "page")


def head_html(words: dict[str, str], *, with_shelf: bool) -> str:
    """The head of the page in a language, whose ``words`` the scripts look their texts up in."""
    styles = "".join(_static(f"{name}.css") for name in _STYLES)
    scripts = "".join(_static(f"{name}.js") for name in _SCRIPTS)
    shelf = _static("shelf.js") if with_shelf else ""
    told = f"window.wenbaoWords = {json.dumps(words)};"
    return f"<style>{styles}</style><script>{told}\n(() => {{\n{scripts}}})();\n{shelf}</script>"


def _static(name: str) -> str:
    return (_STATIC / name).read_text(encoding="utf-8")
