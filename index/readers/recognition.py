"""Text recognition for scanned pages and images: the extra ``ocr``.

RapidOCR carries the PP-OCRv6 models in its wheel. They are named by path, so that it looks for none in the network, and
run on the OpenVINO that the encoder needs anyway.
"""

import re
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any, Protocol

import numpy as np

from index.e5.graph import import_openvino
from index.readers.hard_wrap import columns
from index.readers.printed import Box, Piece

EXTRA = "pip install 'wenbao[ocr]'"
_A4_WIDTH = 595.0  # points; the layout is read in ems, so the true size of an image does not matter
# The text finder sees the page this long; 200 dpi are 2,339. Full size finds the same lines and takes thrice as long.
_LONGEST_SIDE = 1280
_SAME_SIZE = 0.22  # share by which the size of a recognised line may miss that of the page
_FEWEST_EMS = 6
_INK_HEIGHT = 0.75  # of a line's box: what an ideograph fills
# Half of a full-width mark is white, which the box of its ink leaves out.
_OPENING, _CLOSING, _MARGIN_OF_MARK = "“‘（《「【", "，。、；：！？”’）》」】", 0.5
_FULL_WIDTH = dict(zip("(),:;!?", "（），：；！？", strict=True))
_BESIDE_CHINESE = re.compile(r"(?<=[\u3400-\u9fff”）])[(),:;!?]|[()](?=[\u3400-\u9fff“])")
_LEADING_DASH = re.compile(r"^(?:—一|一—)")
_BASELINE = 0.38  # ems below the middle of a line


class Recognizer(Protocol):
    """Finds the text of an image."""

    def lines(self, image: np.ndarray[Any, Any]) -> Sequence[tuple[Box, str]]:
        """Lines with their boxes in pixels from the lower left corner; ``image`` is (height, width, 3), blue first."""
        ...


class RapidRecognizer:
    """RapidOCR with the models of its wheel."""

    def __init__(self) -> None:
        import_openvino()
        import rapidocr

        models = Path(rapidocr.__file__).parent / "models"
        parameters = {
            "Global.log_level": "critical",
            "Global.use_cls": False,  # for lines that stand on their head
            "Global.max_side_len": 4 * _LONGEST_SIDE,
            "Det.limit_type": "max",
            "Det.limit_side_len": _LONGEST_SIDE,
            "Det.model_path": str(models / "PP-OCRv6_det_small.onnx"),
            "Rec.model_path": str(models / "PP-OCRv6_rec_small.onnx"),
            "Cls.model_path": str(models / "ch_ppocr_mobile_v2.0_cls_mobile.onnx"),
            **{f"{step}.engine_type": rapidocr.EngineType.OPENVINO for step in ("Det", "Rec", "Cls")},
        }
        self._engine = rapidocr.RapidOCR(params=parameters)

    def lines(self, image: np.ndarray[Any, Any]) -> Sequence[tuple[Box, str]]:
        """As the protocol says."""
        found: Any = self._engine(image)
        if found.boxes is None:
            return ()
        height = image.shape[0]
        return tuple((_box(corners, height), text) for corners, text in zip(found.boxes, found.txts, strict=True))


@cache
def load_recognizer() -> Recognizer | None:
    """The recognizer, or None without the extra ``ocr``."""
    return RapidRecognizer() if find_spec("rapidocr") else None


def recognized_pieces(image: np.ndarray[Any, Any], recognizer: Recognizer) -> tuple[Piece, ...]:
    """The text of an image as pieces of a page that is as wide as A4."""
    points = _A4_WIDTH / image.shape[1]
    lines = [(_scaled(box, points), text) for box, text in recognizer.lines(image) if text.strip()]
    found = list(zip((box for box, _ in lines), _printed([text for _, text in lines]), strict=True))
    sizes = [_size(box, text) for box, text in found]
    if not found:
        return ()
    usual = median(sizes)
    sizes = [usual if abs(size - usual) <= _SAME_SIZE * usual else size for size in sizes]
    return tuple(_piece(box, text, size) for (box, text), size in zip(found, sizes, strict=True))


def recognized_warning(pages: Sequence[int]) -> str:
    """What a person should know about recognised pages."""
    return f"the text of {page_list(pages)} was recognised from images; check figures against the original"


def page_list(pages: Sequence[int]) -> str:
    """「page 3」, 「pages 1-4 and 7」."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    named = [str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs]
    listed = " and ".join([", ".join(named[:-1]), named[-1]] if len(named) > 1 else named)
    return f"page{'s' if len(pages) > 1 else ''} {listed}"


def _box(corners: np.ndarray[Any, Any], height: int) -> Box:
    left, upper = map(float, corners.min(axis=0))
    right, lower = map(float, corners.max(axis=0))
    return Box(left, height - lower, right, height - upper)


def _printed(texts: Sequence[str]) -> list[str]:
    """The lines as they are surely printed: 「——」 for the 「—一」 that recognition may see, and marks of one width.

    It takes the full-width （：） for narrow ones, seldom the comma: where commas are wide all marks are.
    """
    texts = [_LEADING_DASH.sub("——", text.strip()) for text in texts]
    together = "".join(texts)
    if together.count("，") <= together.count(","):
        return texts
    return [_BESIDE_CHINESE.sub(lambda mark: _FULL_WIDTH[mark.group()], text) for text in texts]


def _scaled(box: Box, points: float) -> Box:
    return Box(box.left * points, box.bottom * points, box.right * points, box.top * points)


def _size(box: Box, text: str) -> float:
    """The width tells the size of a line well unless it is stretched to the margin, that of a word badly."""
    ems = columns(text) / 2
    height = box.top - box.bottom
    return min((box.right - box.left) / ems, height) if ems >= _FEWEST_EMS else _INK_HEIGHT * height


def _piece(box: Box, text: str, size: float) -> Piece:
    baseline = (box.bottom + box.top) / 2 - _BASELINE * size
    left = box.left - (_MARGIN_OF_MARK * size if text[0] in _OPENING else 0.0)
    right = box.right + (_MARGIN_OF_MARK * size if text[-1] in _CLOSING else 0.0)
    return Piece(text, Box(left, baseline, right, baseline + size), size)
