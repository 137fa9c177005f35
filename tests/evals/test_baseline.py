"""One run against another, with records made by hand: counts, intervals and chances worked out apart."""

from typing import Any

import pytest

from evals.baseline import Moved, compare, compare_all, format_comparison, format_matrix


def record(name: str = "default", **right: float) -> dict[str, Any]:
    results = [
        {
            "case": {"id": each, "question": f"{each}？", "key_facts": [each]},
            "answer": {"text": f"答{each}"},
            "values": {"right": value, "wrong_facts": 1 - value},
        }
        for each, value in right.items()
    ]
    return {
        "commit": "abc",
        "date": "2026-01-02",
        "results": results,
        "store": {"encoder": "e", "documents": {"d": "1"}},
        "configuration": {"name": name, "generator": "extractive", "settings": {"answer": {"figure": 0.5}}},
        "metrics": {"right": sum(right.values()) / len(right), "latency_p50_ms": 5.0},
    }


BEFORE = record(a=1, b=1, c=0, d=0, e=0)
AFTER = record(a=1, b=0, c=1, d=1, e=0)


def test_wins_ties_and_losses_are_counted_case_by_case() -> None:
    (right, wrong_facts) = compare(BEFORE, AFTER).differences
    assert (right.wins, right.ties, right.losses) == (2, 2, 1)
    assert (right.before, right.after) == (pytest.approx(0.4), pytest.approx(0.6))
    # Fewer wrong facts are better, so the same cases win.
    assert (wrong_facts.wins, wrong_facts.ties, wrong_facts.losses) == (2, 2, 1)


def test_what_broke_and_what_was_mended_is_named() -> None:
    found = compare(BEFORE, AFTER)
    assert (found.broke, found.mended) == ((Moved("b", "答b"),), (Moved("c", "答c"), Moved("d", "答d")))


def test_the_chance_of_three_changes_is_that_of_their_signs() -> None:
    # The sum of +1 +1 -1 is 1; of the eight ways to sign three ones, all give a sum of 1, -1, 3 or -3.
    assert compare(BEFORE, AFTER).differences[0].chance == 1
    better = compare(record(**dict.fromkeys("abcdefgh", 0.0)), record(**dict.fromkeys("abcdefgh", 1.0)))
    assert better.differences[0].chance == pytest.approx(2 / 2**8)


def test_one_changed_case_is_no_evidence() -> None:
    assert compare(record(a=0, b=1), record(a=1, b=1)).differences[0].chance == 1


def test_cases_of_one_run_only_are_left_out_and_counted() -> None:
    found = compare(record(a=1, gone=1), record(a=1, new=0))
    assert found.unmatched == 2
    assert found.differences[0].ties == 1
    assert "2 cases are in one of the runs only" in format_comparison(found, "then", "now")


def test_a_case_asked_in_other_words_is_another_case() -> None:
    changed = record(a=1)
    changed["results"][0]["case"]["question"] = "别的问题？"
    assert compare(record(a=1), changed).unmatched == 2


def test_the_text_shows_the_difference_with_its_sign() -> None:
    text = format_comparison(compare(BEFORE, AFTER), "then", "now")
    assert "+0.200" in text
    assert "broke: 1: b" in text
    assert "mended: 2: c, d" in text


def test_a_matrix_holds_every_run_against_the_first() -> None:
    records = [record("base", a=1, b=0), record("other", a=0, b=0)]
    lines = format_matrix(records, compare_all(records, BEFORE, 0)).split("\n")
    assert lines[1].startswith("base")
    assert lines[0].split()[-3:] == ["right:", "win/tie/loss", "p"]
    assert lines[2].split()[-2:] == ["0/1/1", "1.000"]


def test_a_case_whose_gold_changed_is_left_out_and_named() -> None:
    changed = record(a=0, b=1)
    changed["results"][0]["case"]["key_facts"] = ["another"]
    found = compare(record(a=1, b=1), changed)
    assert (found.regraded, found.broke, found.differences[0].ties) == (("a",), (), 1)
    assert "left out, as their gold was another: 1: a" in format_comparison(found, "then", "now")


def test_metrics_of_all_cases_are_compared_where_the_cases_are_the_same() -> None:
    assert compare(BEFORE, AFTER).whole == (("latency_p50_ms", 5, 5),)
    assert compare(record(a=1), record(a=1, b=1)).whole == ()
    lines = format_comparison(compare(BEFORE, AFTER), "then", "now").split("\n")
    assert ["latency_p50_ms", "5.000", "5.000", "+0.000"] in [line.split() for line in lines]


def test_the_earlier_run_is_named() -> None:
    lines = format_comparison(compare(BEFORE, AFTER), "then", "now").split("\n")
    assert lines[0] == "then: default, commit abc, 2026-01-02"


@pytest.mark.parametrize(
    ("path", "value", "note"),
    [
        (("store", "documents"), {"d": "2"}, "another store: d was another file"),
        (("store", "documents"), {"d": "1", "n": "1"}, "another store: n was not in it"),
        (("store", "documents"), {}, "another store: d is not in it any more"),
        (("store", "encoder"), "f", "another encoder: e, now f"),
        (("store", "format"), 4, "another format of the store: None, now 4"),
        (("configuration", "generator"), "llm", "another generator: extractive, now llm"),
        (("configuration", "settings"), {"answer": {"figure": 0.7}}, "another setting: answer.figure was 0.5, now 0.7"),
        (("model",), {"name": "m", "base_url": "http://h"}, "another language model: none, now m at http://h"),
        (("judge",), "m (ragas 0.2.15)", "another judge: none, now m (ragas 0.2.15)"),
        (("scoring",), "12345678", "scored by other code than now"),
    ],
)
def test_what_else_differs_between_two_runs_is_told(path: tuple[str, ...], value: object, note: str) -> None:
    later = record(a=1)
    holder = later if len(path) == 1 else later[path[0]]
    holder[path[-1]] = value
    (told,) = compare(record(a=1), later).notes
    assert told.startswith(note)


def test_two_runs_of_one_kind_have_nothing_to_tell() -> None:
    assert compare(BEFORE, AFTER).notes == ()


def test_a_set_that_is_only_retrieved_moves_by_what_was_retrieved() -> None:
    before, after = record(a=1), record(a=1)
    before["results"][0]["values"], after["results"][0]["values"] = {"recall@10": 1.0}, {"recall@10": 0.5}
    assert compare(before, after).broke == (Moved("a", "答a"),)
