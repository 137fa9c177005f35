"""Questions over several reports: the place and the year select, every report is looked into, the coverage is told."""

import pytest

from index.build import build_store
from index.encoder import Encoder, RememberingEncoder, Vectors
from index.store import open_store
from index.types import Filter
from rag.answer import ask
from rag.asker import Asker
from rag.reader import Reader
from rag.search import search
from rag.types import Status
from tests.fakes import FakeEncoder
from tests.rag.reports import HARBOUR


def _of_other_years(text: str, later: int) -> str:
    for year in (2031, 2030):
        text = text.replace(str(year), str(year + later))
    return text


REPORTS = {
    "临港市2031.txt": HARBOUR,
    "临港市2033.txt": _of_other_years(HARBOUR, 2).replace("3.5万人", "5.5万人").replace("4万人", "6万人"),
    "清河县2031.txt": HARBOUR.replace("临港市", "清河县").replace("3.5万人", "0.8万人").replace("海洋渔业", "林果"),
    "东山省2031.txt": HARBOUR.replace("临港市", "东山省").replace("3.5万人", "90万人").replace("312亿元", "9312亿元"),
}


@pytest.fixture(scope="module")
def shelf(default_encoder: Encoder, reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> Asker:
    folder = tmp_path_factory.mktemp("four")
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    build_store([folder / name for name in REPORTS], folder / "store", default_encoder, lambda line: None)
    return Asker(open_store(folder / "store"), default_encoder, reader=reader)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("清河县2030年城镇新增就业多少人？", "0.8万人"),
        ("东山省规模以上工业增加值完成多少", "9312亿元"),
        ("临港市2030年城镇新增就业多少人？", "3.5万人"),
        ("临港市2032年城镇新增就业多少人？", "5.5万人"),
        ("临港市去年城镇新增就业多少人？", "5.5万人"),  # the latest report, as no year is named
        ("2033年城镇新增就业的目标是多少人", "6万人"),
        ("临港市2031年政府工作报告里，2030年城镇新增就业多少人？", "3.5万人"),
    ],
)
def test_the_place_and_the_year_of_a_question_select_its_report(shelf: Asker, question: str, said: str) -> None:
    answer = ask(shelf, question)
    assert answer.status is Status.ANSWERED
    assert said in answer.text
    assert all(other not in answer.text for other in {"0.8万人", "9312亿元", "3.5万人", "5.5万人", "6万人"} - {said})


def test_a_search_goes_to_the_reports_of_the_place_and_the_year_too(shelf: Asker) -> None:
    assert {hit.passage.document_id for hit in search(shelf, "清河县2030年城镇新增就业")} == {"qinghe-2031"}
    assert {hit.passage.document_id for hit in search(shelf, "2033年城镇新增就业目标")} == {"lingang-2033"}
    assert len({hit.passage.document_id for hit in search(shelf, "城镇新增就业", 20)}) == 4
    both = search(shelf, "清河县和东山省的城镇新增就业", 20)
    assert {hit.passage.document_id for hit in both} == {"qinghe-2031", "dongshan-2031"}


def test_two_places_are_asked_apart(shelf: Asker) -> None:
    answer = ask(shelf, "清河县和东山省2030年城镇新增就业分别是多少")
    first, second = answer.text.split("\n")
    assert first.startswith("《2031年清河县政府工作报告》2030年：")
    assert second.startswith("《2031年东山省政府工作报告》2030年：")
    assert "0.8万人" in answer.text
    assert "90万人" in answer.text


def test_a_place_without_a_report_is_named_as_missing(shelf: Asker) -> None:
    answer = ask(shelf, "清河县和武昌区2030年城镇新增就业分别是多少")
    assert answer.status is Status.PARTIAL
    assert "0.8万人" in answer.text
    assert "没有说到“武昌区”" in answer.text


def test_a_mention_is_looked_for_in_every_report_and_the_coverage_told(shelf: Asker) -> None:
    answer = ask(shelf, "哪些报告提到了海洋渔业？")
    assert answer.text.startswith("在3份报告中，2份提到：")  # the latest of each place
    assert {citation.document_id for citation in answer.citations} == {"lingang-2033", "dongshan-2031"}
    assert all("海洋渔业" in citation.quote for citation in answer.citations)


def test_only_reports_of_the_kind_of_place_are_asked(shelf: Asker) -> None:
    assert ask(shelf, "哪些省提到了海洋渔业？").text.startswith("在1份报告中，1份提到：东山省（2031年） [1]")


def test_the_most_comes_first(shelf: Asker) -> None:
    lines = ask(shelf, "哪个地方的城镇新增就业最多？").text.split("\n")
    assert [line.split("（")[0] for line in lines[1:]] == ["东山省", "临港市", "清河县"]
    lines = ask(shelf, "哪个地方的城镇新增就业最少？").text.split("\n")
    assert [line.split("（")[0] for line in lines[1:]] == ["清河县", "临港市", "东山省"]


def test_what_no_report_mentions_is_not_found(shelf: Asker) -> None:
    assert ask(shelf, "哪些报告提到了磁悬浮列车？").status is Status.NOT_FOUND


def test_a_chosen_report_stands_over_the_places_of_the_question(shelf: Asker) -> None:
    answer = ask(shelf, "城镇新增就业多少人？", filter=Filter(documents=("dongshan-2031",)))
    assert "90万人" in answer.text


def test_the_same_question_is_encoded_once() -> None:
    class Counting(FakeEncoder):
        asked = 0

        def encode_query(self, text: str) -> Vectors:
            self.asked += 1
            return super().encode_query(text)

    counting = Counting()
    remembering = RememberingEncoder(counting)
    first, second = (remembering.encode_query("就业") for _ in range(2))
    assert counting.asked == 1
    assert (first == second).all()
    assert (first == FakeEncoder().encode_query("就业")).all()
