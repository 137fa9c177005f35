"""The parts of a Word file, unpacked with limits: nothing of the archive is believed before it is checked."""

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from typing import Any

from lxml import etree

from index.errors import ReportError

Element = Any  # lxml has no types of its own
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

# The longest report seen has 1.2 MB of XML; each part is held in memory about ten times over while it is parsed.
_LARGEST_PART = 40_000_000
_MOST_RATIO = 200  # XML of real reports packs 8 to 25 times; a bomb a thousand times
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RELATED = ("styles", "numbering", "footnotes", "endnotes")
_AGAIN = "Open it in Word, WPS or LibreOffice and save it again as .docx."
# ISO "strict" files say the same with other names.
_STRICT_NAMES = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)


@dataclass(frozen=True, slots=True)
class WordParts:
    """The body, and the parts it refers to, where the file has them."""

    body: Element
    styles: Element | None
    numbering: Element | None
    footnotes: Element | None
    endnotes: Element | None


def open_word(file_name: str, content: bytes) -> WordParts:
    """The parts of a .docx file. Raises ReportError with the reason and the way out for anything else."""
    _refuse_other_formats(file_name, content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _read_parts(_Package(file_name, archive))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError):
        raise ReportError(f"{file_name} is damaged: its archive cannot be unpacked. {_AGAIN}") from None
    except etree.XMLSyntaxError:
        raise ReportError(f"{file_name} is damaged: its XML cannot be parsed. {_AGAIN}") from None


def attribute(element: Element | None, name: str = "val") -> str | None:
    """An attribute in Word's namespace; None without the element or the attribute."""
    value = None if element is None else element.get(W + name)
    return None if value is None else str(value)


def local_name(element: Element) -> str:
    """The tag without its namespace; empty for comments and processing instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def switched_on(properties: Element | None, name: str) -> bool | None:
    """A property that is on, off, or (None) not said."""
    switch = None if properties is None else properties.find(W + name)
    if switch is None:
        return None
    return attribute(switch) not in ("0", "false", "off", "none")


@dataclass(frozen=True, slots=True)
class _Package:
    file_name: str
    archive: zipfile.ZipFile

    def part(self, name: str) -> Element | None:
        """The parsed XML of a part, None where there is none."""
        found = [info for info in self.archive.infolist() if info.filename.replace("\\", "/") == name]
        if not found:
            return None
        info = found[0]
        if info.file_size > _LARGEST_PART or info.file_size > 1_000_000 + _MOST_RATIO * info.compress_size:
            raise ReportError(
                f"{self.file_name} unpacks to {info.file_size:,} bytes ({name}), too many for a report. {_AGAIN}"
            )
        if info.flag_bits & 0x1:
            raise ReportError(f"{self.file_name} is an encrypted archive. Save the report without a password.")
        with self.archive.open(info) as packed:
            xml = packed.read(_LARGEST_PART)
        if b"<!DOCTYPE" in xml[:4096] or b"<!ENTITY" in xml:
            raise ReportError(f"{self.file_name} holds XML entities, which Word never writes; it is not read. {_AGAIN}")
        for strict, usual in _STRICT_NAMES:
            xml = xml.replace(strict, usual)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
        return etree.fromstring(xml, parser)

    def related(self, name: str) -> dict[str, str]:
        """The parts that a part refers to by their kind ("styles")."""
        folder, base = posixpath.split(name)
        relations = self.part(posixpath.join(folder, "_rels", f"{base}.rels"))
        kinds: dict[str, str] = {}
        for relation in () if relations is None else relations:
            target = posixpath.normpath(posixpath.join("/", folder, str(relation.get("Target"))))
            kinds.setdefault(str(relation.get("Type")).rpartition("/")[2], target.lstrip("/"))
        return kinds


def _read_parts(package: _Package) -> WordParts:
    main = package.related("").get("officeDocument", "word/document.xml")
    document = package.part(main)
    body = None if document is None else document.find(W + "body")
    if body is None:
        raise ReportError(f"{package.file_name} is an archive but holds no Word document. {_AGAIN}")
    related = package.related(main)
    styles, numbering, footnotes, endnotes = (
        package.part(related[kind]) if kind in related else None for kind in _RELATED
    )
    return WordParts(body, styles, numbering, footnotes, endnotes)


def _refuse_other_formats(file_name: str, content: bytes) -> None:
    if content.startswith(_OLE2):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise ReportError(f"{file_name} is encrypted. Open it with its password and save it without one.")
        raise ReportError(f"{file_name} is an old Word or WPS file (OLE2), not .docx. {_AGAIN}")
    if not content:
        raise ReportError(f"{file_name} is empty. Check that it was copied or downloaded whole.")
    if not content.startswith(b"PK"):
        kind = "RTF" if content.startswith(b"{\\rtf") else "HTML" if b"<html" in content[:2000].lower() else "not .docx"
        raise ReportError(f"{file_name} has the wrong suffix: its content is {kind}. {_AGAIN}")
