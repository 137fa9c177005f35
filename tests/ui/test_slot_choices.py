"""What may be chosen in the place of what was understood."""

from dataclasses import replace

from index.store import Store
from index.types import NO_LIMIT, Filter, Role
from rag.answer import ask
from rag.asker import Asker
from rag.types import Slots
from tests.ui.conftest import HARBOUR_ID
from ui.languages import chinese
from ui.slot_choices import chosen_limit, slot_choices


def test_a_store_of_one_report_offers_its_years_and_both_roles(harbour_asker: Asker) -> None:
    year, role = slot_choices(Slots(years=(2030,), role=Role.REVIEW), harbour_asker.store, chinese)
    assert (year.slot, year.chosen, [value for value, _ in year.options]) == ("year", "2030", ["2030", "2031"])
    assert (role.slot, role.chosen, len(role.options)) == ("role", "review", 2)


def test_what_is_left_open_can_stay_so_and_a_choice_can_be_taken_back(harbour_asker: Asker) -> None:
    year, role = slot_choices(Slots(), harbour_asker.store, chinese)
    assert (year.options[0], role.options[0]) == (("", "不限年份"), ("", "回顾和计划"))
    limit = Filter(years=(2031,), role=Role.PLAN)
    year, role = slot_choices(Slots(years=(2031,), role=Role.PLAN), harbour_asker.store, chinese, limit)
    assert (year.options[0], role.options[0]) == (("", "按问题"), ("", "按问题"))


def test_a_report_of_no_known_place_is_not_taken_for_the_one_that_is_meant(harbour_asker: Asker) -> None:
    (harbour,) = harbour_asker.store.documents
    nowhere = replace(harbour, id="nowhere", metadata=replace(harbour.metadata, place=None))
    store = Store(harbour_asker.store.path, "fake", (nowhere, harbour), (), (), None)  # type: ignore[arg-type]
    assert slot_choices(Slots(), store, chinese)[0].chosen == ""
    assert slot_choices(Slots(place=harbour.metadata.place), store, chinese)[0].chosen == HARBOUR_ID


def test_several_years_are_one_choice_more(harbour_asker: Asker) -> None:
    year, _ = slot_choices(Slots(years=(2030, 2031)), harbour_asker.store, chinese)
    assert (year.chosen, year.options[0]) == ("2030,2031", ("2030,2031", "2030年、2031年"))


def test_another_year_asks_again_of_that_year(harbour_asker: Asker) -> None:
    limit = chosen_limit("year", "2031", Slots(years=(2030,)), NO_LIMIT, harbour_asker.store)
    assert limit == Filter(years=(2031,))
    assert "4万人" in ask(harbour_asker, "2030年城镇新增就业多少人？", (), limit).text


def test_the_plan_in_the_place_of_the_review_brings_its_year(harbour_asker: Asker) -> None:
    limit = chosen_limit("role", "plan", Slots(years=(2030,), role=Role.REVIEW), NO_LIMIT, harbour_asker.store)
    assert limit == Filter(years=(2031,), role=Role.PLAN)
    assert "4万人" in ask(harbour_asker, "2030年城镇新增就业多少人？", (), limit).text


def test_a_report_stays_chosen_and_an_unknown_value_limits_nothing(harbour_asker: Asker) -> None:
    slots = Slots(document=HARBOUR_ID)
    assert chosen_limit("year", "2031", slots, NO_LIMIT, harbour_asker.store).documents == (HARBOUR_ID,)
    for slot, value in (("document", "gone"), ("year", "x"), ("role", "x"), ("colour", "red")):
        assert chosen_limit(slot, value, Slots(), NO_LIMIT, harbour_asker.store) == Filter()


def test_an_earlier_choice_stays_as_far_as_it_goes_with_the_new_one(harbour_asker: Asker) -> None:
    store, slots = harbour_asker.store, Slots(document=HARBOUR_ID)
    plan = chosen_limit("role", "plan", slots, NO_LIMIT, store)
    assert chosen_limit("year", "2031", slots, plan, store) == plan
    assert chosen_limit("year", "2030", slots, plan, store) == Filter(documents=(HARBOUR_ID,), years=(2030,))
    assert chosen_limit("year", "", slots, plan, store) == plan  # the plan has no other year
    assert chosen_limit("document", HARBOUR_ID, slots, plan, store) == plan
    of_2030 = chosen_limit("year", "2030", slots, NO_LIMIT, store)
    assert chosen_limit("document", HARBOUR_ID, slots, of_2030, store) == of_2030
    assert chosen_limit("role", "plan", slots, of_2030, store) == plan
