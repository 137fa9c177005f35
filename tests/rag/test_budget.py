from hypothesis import given
from hypothesis import strategies as st

from index.types import Passage, Period
from rag.budget import count_tokens, fit_passages
from rag.types import Hit


def hit(text: str) -> Hit:
    return Hit(Passage("a", 0, len(text), text, ("一、回顾",), Period()), "报告", 1.0)


@given(st.lists(st.text("新增就业年，。", min_size=1, max_size=60), max_size=8), st.integers(0, 200))
def test_what_fits_stays_within_the_budget_and_keeps_its_order(texts: list[str], budget: int) -> None:
    hits = [hit(text) for text in texts]
    kept = fit_passages(hits, budget)
    assert (
        sum(count_tokens("\n".join((each.title, *each.passage.headings, each.passage.text))) for each in kept) <= budget
    )
    places = [next(at for at, each in enumerate(hits) if each is one) for one in kept]
    assert places == sorted(places)


def test_what_fits_is_kept_and_one_too_long_is_passed_over() -> None:
    short, long, last = hit("新增就业。"), hit("新增就业。" * 50), hit("新增学位。")
    costs = [count_tokens("\n".join(("报告", "一、回顾", each.passage.text))) for each in (short, last)]
    assert fit_passages([short, long, last], sum(costs)) == (short, last)
    assert fit_passages([short, long, last], sum(costs) - 1) == (short,)
    assert fit_passages([short, long, last], 10_000) == (short, long, last)


def test_tokens_are_counted_offline_and_special_tokens_are_text() -> None:
    assert count_tokens("<|endoftext|>") > 1
    assert count_tokens("") == 0
