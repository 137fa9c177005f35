import pytest

from rag.which_kind import counts_another, says_other_kind


@pytest.mark.parametrize(
    ("asked", "told", "differs"),
    [
        ("民办学位新增多少", "新增公办学位", True),
        ("国家级渔港有几座", "建成省级渔港", True),
        ("亿元以上项目几个", "十亿元以上项目", True),
        ("渔港有几座", "建成省级渔港", False),  # of any level
        ("国家级、省级渔港各几座", "建成省级渔港", False),
        ("进出口多少亿元", "出口总额", False),
        ("县级市有几个", "市级渔港", False),
    ],
)
def test_which_of_a_kind_is_meant(asked: str, told: str, *, differs: bool) -> None:
    assert says_other_kind(asked, told) is differs


@pytest.mark.parametrize(
    ("asked", "word", "metric", "another"),
    [
        ("新增幼儿园多少所", "幼儿园", "新增公办幼儿园学位", True),
        ("新增幼儿园学位多少个", "学位", "新增公办幼儿园学位", False),
        ("渔港改造了几座", "渔港", "渔港改造", False),  # what was done with them
        ("引进的渔业有几个", "渔业", "引进渔业项目", False),
        ("渔船有几个", "渔船", "新增渔港", False),  # names no 渔船
    ],
)
def test_what_is_part_of_a_thing_is_another(asked: str, word: str, metric: str, *, another: bool) -> None:
    assert counts_another(asked, (word,), metric) is another
