"""Web pages, saved whole or in part: the report's lines without what surrounds them."""

import re
from email import message_from_bytes, policy

from lxml import etree, html

from index.errors import ReportError
from index.readers.block import Block, Extract
from index.readers.encodings import decode_text
from index.readers.hard_wrap import unwrapped
from index.readers.html_blocks import WebBlock, web_blocks
from index.readers.html_body import report_lines
from index.readers.word_package import Element

_BLOCK_TAG = re.compile(r"</?(?:p|div|br|h[1-6]|center|table|tr|td|li|ul|ol)\b[^<>]*>", re.IGNORECASE)
_ENDS_A_LINE = re.compile(r"</(?:p|div|h[1-6]|center|tr|td|li)\s*>|<br\b[^<>]*>", re.IGNORECASE)
# What was around the markup when a program stored it: ["<div>…</div>"]
_WRAPPED = re.compile(r"^[\s\"'\[]+(?=<)|(?<=>)[\s\"'\]]+$")
_FEWEST_TAGS = 5  # a report may name a tag or two
_SHORTEST_REPORT = 200  # characters; a page with less shows its text by other means


def read_html(file_name: str, content: bytes) -> Extract:
    """The report in a web page. Raises ReportError for what is no text, and for a page that holds none."""
    text, warnings = decode_text(file_name, content)
    root = _parsed(file_name, text)
    blocks = _report(root)
    if sum(len(block.text) for block in blocks) < _SHORTEST_REPORT and _loads_its_text(root):
        raise ReportError(
            f"{file_name} holds no report: the page loads its text by a script or frame. "
            "Open it, copy the text and save it as .txt or .docx."
        )
    if re.search(r">\s*下一页\s*<", text):
        warnings += ("the page links to a next page; what stands there is not in this file",)
    return Extract(blocks, warnings=warnings)


def read_web_archive(file_name: str, content: bytes) -> Extract:
    """The report in a page saved with all its files (.mht)."""
    for part in message_from_bytes(content, policy=policy.default).walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            return read_html(file_name, payload if isinstance(payload, bytes) else b"")
    raise ReportError(f"{file_name} holds no web page. Save the page again as HTML, or its text as .txt.")


def is_markup(text: str) -> bool:
    """Whether a text file really is HTML: its lines end in tags. A report that names a tag or two is none."""
    return len(_BLOCK_TAG.findall(text)) >= _FEWEST_TAGS and len(_ENDS_A_LINE.findall(text)) >= _FEWEST_TAGS // 2 + 1


def markup_blocks(file_name: str, text: str) -> tuple[Block, ...]:
    """The blocks of HTML that was left in a text file, whose own line breaks count if they part more than its tags."""
    if len(re.findall(r"\n\s*\S", text)) > len(_ENDS_A_LINE.findall(text)):
        text = text.replace("\n", "<br>")
    return _report(_parsed(file_name, text))


def _report(root: Element | None) -> tuple[Block, ...]:
    if root is None:
        return ()
    title = " ".join(str(each.text_content()) for each in root.iter("title"))
    lines: list[WebBlock] = report_lines(web_blocks(root), title)
    return unwrapped([each.block for each in lines])


def _parsed(file_name: str, text: str) -> Element | None:
    text = _WRAPPED.sub("", text).replace("\0", "")
    if not text.strip():
        return None
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)
    try:
        root = html.document_fromstring(text.encode(errors="replace"), parser=parser)
    except etree.ParserError:  # nothing but comments
        return None
    if any("depth" in str(error.message) for error in parser.error_log):  # what lies deeper would be lost
        raise ReportError(f"{file_name} nests its elements too deeply. Open it in a browser and save the text as .txt.")
    return root


def _loads_its_text(root: Element | None) -> bool:
    return root is not None and next(root.iter("script", "iframe", "frame"), None) is not None
