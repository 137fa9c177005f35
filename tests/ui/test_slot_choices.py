"""What may be chosen in the place of what was understood."""

from index.types import Filter, Role
from rag.answer import ask
from rag.asker import Asker
from rag.types import Slots
from tests.ui.conftest import HARBOUR_ID
from ui.languages import chinese
from ui.slot_choices import chosen_limit, slot_choices


def test_a_store_of_one_report_offers_its_years_and_both_roles(harbour_asker: Asker) -> None:
    year, role = slot_choices(Slots(years=(2030,), role=Role.REVIEW), harbour_asker.store, chinese)
    assert (year.slot, year.chosen, [value for value, _ in year.options]) == ("year", "2030", ["", "2030", "2031"])
    assert (role.slot, role.chosen, len(role.options)) == ("role", "review", 3)


def test_several_years_are_one_choice_more(harbour_asker: Asker) -> None:
    year, _ = slot_choices(Slots(years=(2030, 2031)), harbour_asker.store, chinese)
    assert (year.chosen, year.options[1]) == ("2030,2031", ("2030,2031", "2030年、2031年"))


def test_another_year_asks_again_of_that_year(harbour_asker: Asker) -> None:
    limit = chosen_limit("year", "2031", Slots(years=(2030,)), harbour_asker.store)
    assert limit == Filter(years=(2031,))
    assert "4万人" in ask(harbour_asker, "2030年城镇新增就业多少人？", (), limit).text


def test_the_plan_in_the_place_of_the_review_brings_its_year(harbour_asker: Asker) -> None:
    limit = chosen_limit("role", "plan", Slots(years=(2030,), role=Role.REVIEW), harbour_asker.store)
    assert limit == Filter(years=(2031,), role=Role.PLAN)
    assert "4万人" in ask(harbour_asker, "2030年城镇新增就业多少人？", (), limit).text


def test_a_report_stays_chosen_and_an_unknown_value_limits_nothing(harbour_asker: Asker) -> None:
    slots = Slots(document=HARBOUR_ID)
    assert chosen_limit("year", "2031", slots, harbour_asker.store).documents == (HARBOUR_ID,)
    for slot, value in (("document", "gone"), ("year", "x"), ("role", "x"), ("colour", "red")):
        assert chosen_limit(slot, value, Slots(), harbour_asker.store) == Filter()
