import pytest

from rag.admitted import ADMITS, admitted_beside, asks_what_is_admitted
from rag.answer import ask
from rag.asker import Asker
from rag.types import Status


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("政府自己承认还有哪些不足", True),
        ("报告里说还存在哪些问题和挑战", True),
        ("市长坦白还有哪些短板", True),
        ("教育方面还存在哪些短板", False),  # of one field
        ("今年怎么解决群众的困难", False),
        ("政府承认有不足吗", False),  # asks for none of them
    ],
)
def test_the_faults_that_a_report_admits_are_asked_for_of_no_one_field(question: str, asks: bool) -> None:
    assert asks_what_is_admitted(question, question) is asks


def test_what_is_admitted_is_told_though_it_shares_few_words_with_the_question(asker: Asker) -> None:
    answer = ask(asker, "区里自己承认还有哪些不足？")
    assert answer.status is Status.ANSWERED
    assert any(ADMITS.search(citation.quote) for citation in answer.citations)


def test_all_that_is_admitted_is_told_up_to_what_is_to_be_done_about_it() -> None:
    paragraph = ["我们也清醒看到存在的问题。", "一是渔港老旧。", "二是人才不足。", "对此,我们要补上短板。"]
    assert list(admitted_beside(paragraph, 0)) == [0, 1, 2]
    assert list(admitted_beside(paragraph[:3], 1)) == [1, 2]
