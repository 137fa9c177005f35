"""What reading a report told has its Chinese, whatever the readers may say."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.readers.encodings import _SIGNATURES
from tests.ui.conftest import ROOT
from ui.languages import chinese, english
from ui.reading_words import reading_words

_MODULES = (*sorted((ROOT / "index" / "readers").glob("*.py")), ROOT / "index" / "read.py")
# Names and commands, which are the same in Chinese.
_NAMES = re.compile(r"Word|WPS|LibreOffice|XML|HTML|PDF|RTF|UTF|GBK?|OLE|Big|pip install \S+|\.[a-z]+|docx|txt|dpi")


def messages_of(module: Path) -> Iterator[str]:
    """The texts of the errors that a module raises, with a sign in each place that is filled."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    constants = {
        node.targets[0].id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "ReportError":
            (given,) = node.args
            parts = given.values if isinstance(given, ast.JoinedStr) else [given]
            yield "".join(map(str, (_part(each, constants) for each in parts)))


def _part(part: ast.expr, constants: dict[str, object]) -> object:
    if isinstance(part, ast.Constant):
        return part.value
    assert isinstance(part, ast.FormattedValue)
    named = part.value.id if isinstance(part.value, ast.Name) else ""
    return constants.get(named, "甲" if named == "file_name" else "7")


@pytest.mark.parametrize("module", _MODULES, ids=lambda module: module.stem)
def test_every_error_of_a_reader_has_its_chinese(module: Path) -> None:
    messages = list(messages_of(module))
    if module.stem == "encodings":  # the kind of a file that is no text is from its table
        messages = [message for message in messages if not message.endswith("but 7.")]
        messages += [f"甲 is no text but {kind}." for _, kind in _SIGNATURES]
    for message in messages:
        told = reading_words(message, chinese)
        assert not re.search(r"[a-z]{3}", _NAMES.sub("", told)), (message, told)


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("no year was found on the cover, in the headings or in the text", "封面、标题和正文里都没有找到年份"),
        (
            "nothing was read. 旧.doc: .doc is not read. "
            "Open the report in Word, WPS or LibreOffice and save it as .docx.",
            "没有读入这个文件。旧.doc：不能读 .doc 文件。请用 Word、WPS 或 LibreOffice 打开后另存为 .docx。",
        ),
        (
            "nothing was read. 坏.docx has the wrong suffix: its content is HTML. "
            "Open it in Word, WPS or LibreOffice and save it again as .docx.",
            "没有读入这个文件。坏.docx 的后缀不对：内容是 HTML。请用 Word、WPS 或 LibreOffice 打开，重新存为 .docx。",
        ),
        (
            "the text of pages 1-4 and 7 was recognised from images; check figures against the original",
            "第 1-4、7 页的文字由图片识别而来，数字请与原件核对",
        ),
        ("what nobody foresaw", "what nobody foresaw"),
    ],
)
def test_what_was_told_is_shown_in_chinese(told: str, shown: str) -> None:
    assert reading_words(told, chinese) == shown


def test_in_english_it_begins_with_a_capital() -> None:
    assert reading_words("nothing was read.", english) == "Nothing was read."
