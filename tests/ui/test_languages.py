"""Every text of the page is in both languages."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ui.conftest import ROOT
from ui.figure_views import _BOUND_PRINTED
from ui.languages import chinese, english, english_words

_HAN = re.compile(r"[\u4e00-\u9fff]")
# Modules whose Chinese is the page's own. What an answer or a report says, and the command line's words, are not.
_SPEAKING = (
    *("conversation", "figure_views", "figures_desk", "page", "period_words", "reader", "render", "report_facts"),
    *("slot_choices", "sources", "terms_desk", "trials"),
)
_MODULES = (*sorted((ROOT / "ui" / "tabs").glob("*.py")), *(ROOT / "ui" / f"{name}.py" for name in _SPEAKING))
_SCRIPTS = sorted((ROOT / "ui" / "static").glob("*.js"))
_NAMES = {"问报", "中文", _BOUND_PRINTED.pattern}  # the product's, that of the other language; and a report's own words


def texts_in(module: Path) -> Iterator[str]:
    """The strings of a module that have Chinese words, docstrings apart."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings
        if is_text and _HAN.search(node.value):  # type: ignore[attr-defined]
            yield node.value  # type: ignore[attr-defined]


@pytest.mark.parametrize("module", _MODULES, ids=lambda module: module.stem)
def test_every_text_of_a_module_has_its_english(module: Path) -> None:
    assert set(texts_in(module)) - _NAMES <= set(english_words())


@pytest.mark.parametrize("script", _SCRIPTS, ids=lambda script: script.name)
def test_every_text_of_a_script_has_its_english(script: Path) -> None:
    written = script.read_text(encoding="utf-8")
    said = set(re.findall(r'say\("([^"]+)"', written))
    assert said <= set(english_words())
    without_comments = re.sub(r"//.*", "", written)
    assert set(re.findall(r'["`]([^"`]*[\u4e00-\u9fff][^"`]*)["`]', without_comments)) - said <= {"提问", "回答"}


def test_every_text_of_the_shelf_s_shell_has_its_english() -> None:
    shell = (ROOT / "ui" / "static" / "shelf.html").read_text(encoding="utf-8")
    assert set(re.findall(r'[\u4e00-\u9fff][^<>"]*', shell)) <= set(english_words())


def test_the_english_has_as_many_places_to_fill_and_no_chinese_of_its_own() -> None:
    for text, words in english_words().items():
        assert words.count("{}") == text.count("{}"), text
        assert not _HAN.search(words.replace("就业", "")), text  # an example of what may be typed


def test_words_without_an_entry_stay_as_they_are() -> None:
    assert (chinese("已回答"), english("已回答"), english("2031年临港市政府工作报告")) == (
        "已回答",
        "Answered",
        "2031年临港市政府工作报告",
    )
