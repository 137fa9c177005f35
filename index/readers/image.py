"""Scanned pages as image files; a TIFF may hold several."""

import warnings
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import numpy as np
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from index.errors import ReportError
from index.readers.block import Extract
from index.readers.page_layout import read_layout
from index.readers.printed import PrintedPage
from index.readers.recognition import EXTRA, Recognizer, load_recognizer, recognized_pieces, recognized_warning

SUFFIXES = (".png", ".jpg", ".jpeg", ".tif", ".tiff")
_MOST_PIXELS = 80_000_000  # an A3 page at 600 dpi has 70


def read_image(file_name: str, content: bytes) -> Extract:
    """Blocks of an image, or of every page of a TIFF. Raises ReportError for what cannot be read."""
    return read_image_with(load_recognizer, file_name, content)


def read_image_with(load: Callable[[], Recognizer | None], file_name: str, content: bytes) -> Extract:
    """As ``read_image`` with another recognizer."""
    images = _images(file_name, content)
    first = next(images)
    recognizer = load()
    if recognizer is None:
        raise ReportError(f"{file_name} is an image. Install text recognition to read it: {EXTRA}")
    pages = [PrintedPage(1, recognized_pieces(first, recognizer))]
    pages += [PrintedPage(number, recognized_pieces(image, recognizer)) for number, image in enumerate(images, 2)]
    blocks = read_layout(pages)
    if not blocks:
        raise ReportError(f"{file_name}: no text was recognised. Scan it again, upright and at 200 dpi or more.")
    return Extract(blocks, len(pages), (recognized_warning(range(1, len(pages) + 1)),))


def _images(file_name: str, content: bytes) -> Iterator[np.ndarray[Any, Any]]:
    """Each page, upright, blue first."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # refused below
            opened = Image.open(BytesIO(content))
            for frame in ImageSequence.Iterator(opened):
                if frame.width * frame.height > _MOST_PIXELS:
                    raise ReportError(
                        f"{file_name} has {frame.width} x {frame.height} pixels. Save it with 200 to 300 dpi."
                    )
                yield np.asarray(ImageOps.exif_transpose(frame).convert("RGB"))[:, :, ::-1]
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise ReportError(f"{file_name} is no image or is damaged ({error}). Scan or save it anew.") from None
