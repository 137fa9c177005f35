import io

import pytest
from PIL import Image

from index.errors import ReportError
from index.readers.formats import extract
from index.readers.image import read_image_with
from index.repair import repair
from tests.fakes import FakeRecognizer
from tests.index.readers.pdf_files import picture

OTHER = "今年将坚持稳中求进，扩大有效投资，办好十件民生实事，推动高质量发展迈出更大步伐。"


def saved(form: str, pages: int = 1) -> bytes:
    file = io.BytesIO()
    more = {"save_all": True, "append_images": [picture() for _ in range(pages - 1)]} if pages > 1 else {}
    picture().save(file, form, **more)
    return file.getvalue()


@pytest.mark.parametrize(("name", "form"), [("a.png", "PNG"), ("a.jpg", "JPEG"), ("a.jpeg", "JPEG"), ("a.tif", "TIFF")])
def test_an_image_is_one_page(name: str, form: str):
    found = read_image_with(lambda: FakeRecognizer(OTHER[:24], OTHER[24:]), name, saved(form))
    assert found.pages == 1
    assert [line.text for line in repair(found.blocks)] == [OTHER]


def test_every_page_of_a_tiff_is_read():
    found = read_image_with(lambda: FakeRecognizer(OTHER[:24], OTHER[24:]), "a.tif", saved("TIFF", pages=3))
    assert found.pages == 3
    assert [block.page for block in found.blocks] == [1, 2, 3]


def test_a_picture_that_lies_on_its_side_is_set_upright():
    file = io.BytesIO()
    sideways = picture().transpose(Image.Transpose.ROTATE_90)
    exif = sideways.getexif()
    exif[0x0112] = 6  # turned a quarter when taken
    sideways.save(file, "JPEG", exif=exif)
    recognizer = FakeRecognizer(OTHER)
    read_image_with(lambda: recognizer, "photo.jpg", file.getvalue())
    assert recognizer.images == [(800, 595, 3)]


@pytest.mark.parametrize("content", [b"", b"no image", saved("PNG")[:60]], ids=["empty", "text", "cut short"])
def test_a_damaged_image_is_refused(content: bytes):
    with pytest.raises(ReportError, match=r"a\.png is no image or is damaged"):
        extract("a.png", content)


def test_an_image_without_the_extra_is_refused_by_its_name():
    with pytest.raises(ReportError, match=r"a\.png is an image.*pip install 'wenbao\[ocr\]'"):
        read_image_with(lambda: None, "a.png", saved("PNG"))


def test_an_image_without_text_is_refused():
    with pytest.raises(ReportError, match="no text was recognised"):
        read_image_with(FakeRecognizer, "a.png", saved("PNG"))


def test_an_oversized_image_is_refused_before_it_is_unpacked():
    file = io.BytesIO()
    Image.new("1", (10_000, 9_000)).save(file, "PNG")
    with pytest.raises(ReportError, match="10000 x 9000 pixels"):
        read_image_with(FakeRecognizer, "a.png", file.getvalue())
