import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from index.readers.recognition import page_list, recognized_pieces
from tests.fakes import FakeRecognizer

IMAGE = np.full((1684, 1190, 3), 255, np.uint8)
# Reports instead of forbidding: a reporter that swallows its errors would hide behind an exception.
_OFFLINE = """
import json, sys
seen = []
def watch(event, args):
    # A library binds a socket of its own machine at import, to see whether it speaks IPv6.
    if event in ("socket.__new__", "socket.bind"):
        return
    if event.startswith(("socket.", "subprocess.", "os.fork", "os.posix_spawn", "os.exec", "os.system")):
        seen.append(f"{event} {args[1:]}")
sys.addaudithook(watch)
import numpy, time
from index.readers.recognition import load_recognizer
image = numpy.full((400, 600, 3), 255, numpy.uint8)
image[180:220, 100:500] = 0
load_recognizer().lines(image)
time.sleep(2)
print(json.dumps(seen))
"""


def texts_of(*texts: str) -> list[str]:
    return [piece.text for piece in recognized_pieces(IMAGE, FakeRecognizer(*texts))]


def test_pieces_are_measured_in_points_whatever_the_resolution():
    words = "坚持稳中求进工作总基调"
    small, large = (
        recognized_pieces(np.zeros((842 * times, 595 * times, 3), np.uint8), FakeRecognizer(words)) for times in (1, 4)
    )
    assert small == large
    assert small[0].size == pytest.approx(16)


def test_lines_of_nearly_one_size_get_one_size_and_a_title_keeps_its_own():
    class Uneven(FakeRecognizer):
        def lines(self, image):
            found = super().lines(image)
            stretch = (1.0, 1.1, 0.95, 1.6)
            return [
                (type(box)(box.left, box.bottom, box.left + (box.right - box.left) * by, box.bottom + 40 * by), text)
                for (box, text), by in zip(found, stretch, strict=True)
            ]

    sizes = [piece.size for piece in recognized_pieces(IMAGE, Uneven(*["坚持稳中求进工作总基调"] * 4))]
    assert sizes[0] == sizes[1] == sizes[2]
    assert sizes[3] > 1.3 * sizes[0]


def test_a_dash_that_was_taken_for_one_is_a_dash_and_a_number_stays():
    assert texts_of("—一经济平稳", "一是稳增长", "一一列出") == ["——经济平稳", "一是稳增长", "一一列出"]


def test_marks_are_wide_where_the_commas_are():
    assert texts_of("(一)稳增长，扩内需;", "比例为1:2") == ["（一）稳增长，扩内需；", "比例为1:2"]
    assert texts_of("(一)稳增长,扩内需;") == ["(一)稳增长,扩内需;"]


@pytest.mark.parametrize(
    ("pages", "words"),
    [([3], "page 3"), ([1, 2, 3], "pages 1-3"), ([1, 2, 5, 7, 8], "pages 1-2, 5 and 7-8")],
)
def test_pages_are_listed_as_people_write_them(pages: list[int], words: str):
    assert page_list(pages) == words


@pytest.mark.slow
def test_recognition_opens_no_connection(tmp_path: Path):
    # CI=true silences OpenVINO's telemetry by itself and would make the test blind.
    environment = {name: value for name, value in os.environ.items() if name not in ("CI", "TF_BUILD", "JENKINS_URL")}
    command = [sys.executable, "-c", _OFFLINE]
    run = subprocess.run(command, capture_output=True, text=True, check=True, env=environment | {"HOME": str(tmp_path)})
    assert json.loads(run.stdout) == []
