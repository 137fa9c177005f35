"""What the styles of a Word file say about a paragraph or run, with all they inherit."""

import re
from dataclasses import dataclass, fields

from index.readers.word_package import Element, W, attribute, switched_on

_HEADING_NAME = re.compile(r"(?:heading|标题)\s*([1-9])$|^([一二三四五六])级标题", re.IGNORECASE)
_TITLE_NAME = re.compile(r"(?:title|(?:公文|主|大|文章)?标题)$", re.IGNORECASE)  # 副标题 and Subtitle are no headings
_CONTENTS_NAME = re.compile(r"(?:toc|目录)\s*\d|toc heading", re.IGNORECASE)
_BODY_LEVEL = 9  # Word's outline level of running text


@dataclass(frozen=True, slots=True)
class Style:
    """None: not said, by the style or by any it is based on. ``level`` 0 is running text, said so."""

    level: int | None = None
    numbering: str | None = None
    numbering_level: int | None = None
    bold: bool | None = None
    hidden: bool | None = None
    is_contents: bool | None = None

    def over(self, base: "Style") -> "Style":
        """This style where it says something, ``base`` elsewhere."""
        mine = {field.name: getattr(self, field.name) for field in fields(self)}
        return Style(**{name: getattr(base, name) if value is None else value for name, value in mine.items()})


class Styles:
    """All styles of a file by their id."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._default: str | None = None
        self._resolved: dict[str, Style] = {}
        for element in () if root is None else root.iterfind(W + "style"):
            style_id = attribute(element, "styleId") or ""
            self._elements[style_id] = element
            if attribute(element, "type") == "paragraph" and attribute(element, "default") in ("1", "true", "on"):
                self._default = style_id

    def paragraph(self, properties: Element | None) -> Style:
        """What a paragraph is, by its style and its own formatting."""
        named = attribute(properties.find(W + "pStyle")) if properties is not None else None
        style = self.named(named if named in self._elements else self._default)
        return style if properties is None else _said(properties, None).over(style)

    def named(self, style_id: str | None) -> Style:
        """What a style says, with what it is based on; nothing for one that the file does not define."""
        return self._resolve(style_id, frozenset())

    def _resolve(self, style_id: str | None, seen: frozenset[str]) -> Style:
        if style_id not in self._elements or style_id in seen:  # a circle is damage; Word ignores it too
            return Style()
        if style_id not in self._resolved:
            element = self._elements[style_id]
            base = self._resolve(attribute(element.find(W + "basedOn")), seen | {style_id})
            own = _of_name(attribute(element.find(W + "name")) or "")
            own = _said(element.find(W + "pPr"), element.find(W + "rPr")).over(own)
            self._resolved[style_id] = own.over(base)
        return self._resolved[style_id]


def run_style(properties: Element | None) -> Style:
    """What the formatting of a run itself says."""
    return _said(None, properties)


def _of_name(name: str) -> Style:
    heading = _HEADING_NAME.search(name)
    if heading is not None:
        level = int(heading.group(1)) if heading.group(1) else "一二三四五六".index(heading.group(2)) + 1
        return Style(level=level)
    if _CONTENTS_NAME.match(name):
        return Style(is_contents=True, level=0)
    return Style(level=1) if _TITLE_NAME.match(name) else Style()


def _said(paragraph: Element | None, run: Element | None) -> Style:
    level = numbering = numbering_level = None
    if paragraph is not None:
        outline = attribute(paragraph.find(W + "outlineLvl"))
        if outline is not None and outline.isdigit():
            level = 0 if int(outline) >= _BODY_LEVEL else int(outline) + 1
        numbering = attribute(paragraph.find(f"{W}numPr/{W}numId"))
        depth = attribute(paragraph.find(f"{W}numPr/{W}ilvl"))
        numbering_level = int(depth) if depth is not None and depth.isdigit() else None
    return Style(level, numbering, numbering_level, switched_on(run, "b"), switched_on(run, "vanish"))
