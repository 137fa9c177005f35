"""Every setting of asking can be tried in an eval, by its name and within bounds."""

from dataclasses import asdict

import pytest

from evals.configuration import with_setting
from index.errors import SettingsError
from rag.settings import AskerSettings

NAMES = [f"{step}.{name}" for step, settings in asdict(AskerSettings()).items() for name in settings]


@pytest.mark.parametrize("name", NAMES)
def test_every_setting_can_be_set_and_nonsense_is_told(name: str) -> None:
    step, field = name.split(".")
    default = getattr(getattr(AskerSettings(), step), field)
    value = False if isinstance(default, bool) else 600 if name == "answer.prompt_tokens" else 1
    changed = with_setting(AskerSettings(), name, str(value).lower())
    assert getattr(getattr(changed, step), field) == value
    with pytest.raises(SettingsError, match=name):
        with_setting(AskerSettings(), name, "much")


def test_a_setting_that_there_is_not_is_told() -> None:
    with pytest.raises(SettingsError, match=r"answer\.nothing"):
        with_setting(AskerSettings(), "answer.nothing", "1")
