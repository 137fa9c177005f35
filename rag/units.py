"""The units of figures: the one that a question asks in, and which others may tell what is asked in it."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from index.quantities import COUNTS

RATES = frozenset(("%", "‰", "个百分点", "百分点", "倍"))
_DEVICES = frozenset(("部", "台", "台套"))  # lifts, buses, chargers: told in more than these
_OF_LIFTS = _DEVICES | {"套", "梯"}
_OF_MACHINES = _OF_LIFTS | {"个", "辆"}
# Units that only count, so that figures in two of a kind may be added and compared.
_COUNTED = (COUNTS | {"例", "张"}, frozenset(("人", "名", "位", "人次")), _DEVICES)
_SESSIONS = frozenset(("场", "场次"))
_VEHICLES = frozenset(("辆", "台"))
# What is asked for in one of these is told in one of the same kind, or not at all.
_MEASURES = (
    frozenset(("公里", "千米", "米", "里", "海里")),
    frozenset(("亩", "公顷", "平方米", "平方公里", "平方", "平米")),
    frozenset(("吨", "公斤", "千克", "斤")),
    frozenset(("标箱", "标准箱", "标准集装箱", "TEU")),
)
_KINDS = (RATES, *_COUNTED, _VEHICLES, _SESSIONS, *_MEASURES)
_MONEY = "元"  # 美元 and 港元 too
# What is told in money.
PRICES = (
    r"(?:租金|房租|月租|票价|门票|学费|收费(?!站|公路)|物业费|奖金|工资|月薪|年薪|薪水|安家费|水费|电费|房价|均价|单价"
    r"|[售卖定]价)"
)
UNIT_ASKED = re.compile(
    r"(?:多少|(?<![哪好])几|好多)(?![十百千万亿]*元以[上下])[多十百千万亿]*(?:个(?=百分点|小时|人|亿))?"
    r"(百分点|平方公里|平方米|平方|平米|立方米|公里|千米|海里|公顷|公斤|千克|千瓦|小时|分钟|人家|人次|标准集装箱|标准箱|标箱|TEU|台套"
    r"|个(?![亿万千百点])|部(?![门分队委])|台(?![阶账])|里(?![面头程外])|米(?![粉饭面])|梯(?!队)"
    r"|[头只](?=[猪牛羊鸡鸭鹅马兔鸟]|[?？。,，]|$)|亿(?![元吨人斤度千立平])|人(?!民币|工(?!作))|[户家项件套所座条次处场亩名元斤吨辆栋间例起张岁天艘%])"
)
_NO_MONEY = re.compile(r"(?:人口|用户|播放|点击|快递|件|人次|电)[^,，。?？]{0,8}(?:多少|几个?)亿(?!元)")
_UNIT_MEANT = {"人家": "户", "亿": "元"}  # 「给多少人家」, 「多几个亿」


@lru_cache(256)  # one question, many sentences
def units_said(question: str) -> tuple[str, ...]:
    """The units behind 多少 or 几, in order: 「多少家」."""
    found = (_UNIT_MEANT.get(unit, unit) for unit in UNIT_ASKED.findall(question))
    said = dict.fromkeys(found)
    if "元" in said and _NO_MONEY.search(question):
        del said["元"]
    return tuple(said)


@cache
def of_its_kind(unit: str) -> frozenset[str]:
    """The units that may tell what is asked for in ``unit``, itself among them."""
    return _of(unit, _KINDS)


@cache
def of_its_measure(unit: str) -> frozenset[str]:
    """Of a length, an area, a weight or the like, the units of its kind; empty for a unit of anything else."""
    if unit in _DEVICES:
        return _OF_LIFTS if unit == "部" else _OF_MACHINES
    return _of(unit, _MEASURES) if any(unit in kind for kind in _MEASURES) else frozenset()


def same_unit(asked: str | None, units: Iterable[str]) -> bool:
    """Whether one of ``units`` may tell what is asked for in ``asked``; None asks for any."""
    if asked is None:
        return True
    if asked == _MONEY:
        return any(unit.endswith(_MONEY) for unit in units)
    return not of_its_kind(asked).isdisjoint(units)


def may_be_added(one: str, other: str) -> bool:
    """Whether figures in two units may be added and compared: of one unit, or both counts of things or of people."""
    return one == other or any({one, other} <= kind for kind in _COUNTED)


def _of(unit: str, kinds: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset((unit,)).union(*(kind for kind in kinds if unit in kind))
