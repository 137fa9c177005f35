"""Word files made from raw XML, part by part, for what python-docx cannot write."""

import io
import zipfile

_NAMES = " ".join(
    f'xmlns:{prefix}="http://schemas.{rest}"'
    for prefix, rest in {
        "w": "openxmlformats.org/wordprocessingml/2006/main",
        "r": "openxmlformats.org/officeDocument/2006/relationships",
        "m": "openxmlformats.org/officeDocument/2006/math",
        "a": "openxmlformats.org/drawingml/2006/main",
        "mc": "openxmlformats.org/markup-compatibility/2006",
        "wps": "microsoft.com/office/word/2010/wordprocessingShape",
        "v": "microsoft.com/vml",
    }.items()
)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def word_file(body: str, **parts: str) -> bytes:
    """A .docx with this XML in its body; ``numbering``, ``styles``, ``footnotes``, ``endnotes`` hold the inner XML."""
    return packed(word_parts(body, **parts))


def word_parts(body: str, **parts: str) -> dict[str, bytes]:
    files = {
        "_rels/.rels": _relations({"officeDocument": "word/document.xml"}),
        "word/document.xml": _part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": _relations({name: f"{name}.xml" for name in parts}),
    }
    for name, xml in parts.items():
        files[f"word/{name}.xml"] = _part(name, xml)
    return {name: text.encode() for name, text in files.items()}


def packed(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def paragraph(text: str = "", *, properties: str = "", runs: str = "") -> str:
    run = f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{run}{runs}</w:p>"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def field(instruction: str, shown: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(shown)}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _part(root: str, xml: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {_NAMES}>{xml}</w:{root}>'


def _relations(targets: dict[str, str]) -> str:
    entries = "".join(
        f'<Relationship Id="r{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="{_RELATIONS}">{entries}</Relationships>'
