"""Questions that one question is taken apart into, over the bundled report."""

import pytest

from index.types import NO_LIMIT
from rag import draft
from rag.answer import ask
from rag.asker import Asker
from rag.question import understand
from rag.scope import scopes_of
from rag.stopwatch import Stopwatch


def never(*_: object) -> None:
    raise AssertionError("taken apart again")


def test_what_a_question_was_taken_apart_into_is_not_taken_apart_again(
    asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = understand("今年要引进的首店比去年新开的首店多几家", asker.store.documents)
    (scope,) = scopes_of(asker.store, question, NO_LIMIT)
    for way in ("draft_across_sentences", "draft_computed"):
        monkeypatch.setattr(draft, way, lambda *_: None)
    for way in ("of_figures_asked_apart", "of_each_year"):
        monkeypatch.setattr(draft, way, never)
    draft.draft_answer(asker, scope, Stopwatch(), is_taken_apart=True)
    with pytest.raises(AssertionError, match="taken apart again"):
        draft.draft_answer(asker, scope, Stopwatch())


def test_each_of_two_that_are_joined_is_told(asker: Asker) -> None:
    told = ask(asker, "长堤社区和民航里社区去年各自评上了什么全国性的称号？").text
    assert "老年友好型社区" in told
    assert "综合减灾示范" in told
