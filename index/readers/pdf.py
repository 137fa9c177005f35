"""PDF files: the text layer of every page, laid back to paragraphs."""

from index.errors import ReportError
from index.readers.block import Extract
from index.readers.page_columns import read_columns
from index.readers.page_furniture import without_furniture
from index.readers.page_paragraphs import read_paragraphs
from index.readers.pdf_text import open_document, read_rules, read_text_layer
from index.readers.printed import PrintedPage


def read_pdf(file_name: str, content: bytes) -> Extract:
    """Blocks in reading order with their pages. Raises ReportError for what cannot be read."""
    document = open_document(content)
    pages = []
    for number, page in enumerate(document, 1):
        layer = read_text_layer(page)
        pages.append(PrintedPage(number, tuple(layer.pieces), read_rules(page)))
    columns = [column for page in without_furniture(pages) for column in read_columns(page)]
    return Extract(read_paragraphs(columns), len(pages))
