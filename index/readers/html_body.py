"""Which lines of a web page are the report: navigation, publication lines, links and footers go.

Own rules, measured beside three libraries on eleven layouts of government sites: see docs/dependencies.md.
"""

import re
from collections import Counter

from index.readers.furniture import is_furniture
from index.readers.html_blocks import WebBlock
from index.readers.word_package import Element

_SENTENCE = re.compile(r"[，。；、,;]")
_LEAST_PROSE = 15  # characters of a line that counts as running text
_CONTAINER_SHARE = 0.99  # of the page's running text that the report's element holds
_BODY_TAGS = {"article": 0.95, "main": 0.95}  # the same where the page itself says that this is the text
_CLUTTER_SHARE = 0.1  # an element named "nav" that holds more of the running text is named badly
_PARAGRAPH = re.compile(r"p|h[1-6]|li|dd|dt|pre|center|blockquote|font|span|b|strong")
_CLUTTER_TAGS = {"nav", "footer", "aside"}
_CLUTTER_NAME = re.compile(
    r"(?:^|[\s_-])(?:foot(?:er)?|bottom|copyright|bread-?crumbs?|crumbs?|position|location|nav\w*|menu|share\w*|"
    r"bdshare\w*|related|relate|xglj|xgwz|xgxx|side(?:bar)?|toolbar|tools?|page(?:r|nation)|pagination|ewm|qrcode|editor)(?:$|[\s_-])",
    re.IGNORECASE,
)
_TRAIL = re.compile(r"\s*(?:>+|›|»|＞+|→)\s*")
_DAY = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}")
_TITLE_NAME = re.compile(r"(?:^|[\s_-])(?:\w*title|\w*tit|bt|biaoti|headline)(?:$|[\s_-])", re.IGNORECASE)
_LONGEST_TITLE = 60
_OCCASION = re.compile(r"^(?:[-—－─（(]|.{0,12}(?:省长|市长|区长|县长|州长|主席|盟长|旗长|总理)).{2,60}$")


def report_lines(blocks: list[WebBlock], page_title: str) -> list[WebBlock]:
    """The lines of the report in their order, its title in front where the page sets it apart."""
    clutter = _clutter_elements(blocks)
    shown = [each for each in blocks if not _is_clutter(each) and not _stands_in(each, clutter)]
    container = _container(shown)
    inside = [each for each in shown if container is None or _stands_in(each, {container})]
    if not inside:
        return []
    before = shown[: shown.index(inside[0])]
    return [*_title_lines(before, inside, page_title), *inside]


def _is_clutter(web_block: WebBlock) -> bool:
    """Whether a line is about the page and not of the report."""
    text = web_block.block.text.strip()
    if web_block.link_chars >= 0.8 * len(_squeezed(_DAY.sub("", text))) and "。" not in text:
        return True
    if is_furniture(text):
        return True
    return len(_TRAIL.split(text)) > 2 and len(text) <= 80 and web_block.link_chars > 0


def _prose(blocks: list[WebBlock]) -> Counter[Element]:
    """How much running text stands in each element, at whatever depth."""
    prose: Counter[Element] = Counter()
    for each in blocks:
        chars = len(each.block.text.strip()) - each.link_chars
        if chars >= _LEAST_PROSE and _SENTENCE.search(each.block.text) and not _is_clutter(each):
            prose.update(dict.fromkeys(_around(each), chars))
    return prose


def _clutter_elements(blocks: list[WebBlock]) -> set[Element]:
    """Elements that say they are no text, unless much of the running text stands there."""
    prose = _prose(blocks)
    most = _CLUTTER_SHARE * max(prose.values(), default=0)
    around = {element for each in blocks for element in _around(each)}
    return {element for element in around if prose[element] <= most and _is_named_clutter(element)}


def _is_named_clutter(element: Element) -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return element.tag in _CLUTTER_TAGS or _CLUTTER_NAME.search(names) is not None


def _container(shown: list[WebBlock]) -> Element | None:
    """The innermost element with all but a hundredth of the running text that may hold several paragraphs."""
    prose = _prose(shown)
    total = max(prose.values(), default=0)
    holding = [
        element
        for element, chars in prose.items()
        if chars >= total * _BODY_TAGS.get(element.tag, _CONTAINER_SHARE) and not _PARAGRAPH.fullmatch(element.tag)
    ]
    return max(holding, key=lambda element: sum(1 for _ in element.iterancestors()), default=None)


def _around(web_block: WebBlock) -> list[Element]:
    return [] if web_block.owner is None else [web_block.owner, *web_block.owner.iterancestors()]


def _stands_in(web_block: WebBlock, elements: set[Element]) -> bool:
    return any(element in elements for element in _around(web_block))


def _title_lines(before: list[WebBlock], inside: list[WebBlock], page_title: str) -> list[WebBlock]:
    """The title that stands outside of the text, and what stands between them about the occasion."""
    found = [(_title_rank(each, page_title), position) for position, each in enumerate(before)]
    rank, position = max(found, default=(0, 0))
    if not rank:
        return []
    opening = [_squeezed(each.block.text) for each in inside[:6]]
    is_there = any(line.endswith("报告") or line == _squeezed(before[position].block.text) for line in opening)
    occasion = [each for each in before[position + 1 :] if _OCCASION.match(each.block.text.strip())]
    return occasion if is_there else [before[position], *occasion]


def _title_rank(web_block: WebBlock, page_title: str) -> int:
    """How much a line looks like the report's title, 0 for not at all: the name of the site may be a heading too."""
    text = _squeezed(web_block.block.text)
    if len(text) > _LONGEST_TITLE or _OCCASION.match(text):
        return 0
    owner = web_block.owner
    names = "" if owner is None else f"{owner.get('class') or ''} {owner.get('id') or ''}"
    is_heading = web_block.block.level in (1, 2, 3) or _TITLE_NAME.search(names) is not None
    is_page_title = len(text) > 5 and _squeezed(page_title).startswith(text)
    return 3 if text.endswith("报告") else 2 if is_page_title else int(is_heading)


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)
