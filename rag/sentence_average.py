"""An average over two figures of one sentence: 「平均每个小区多少户」."""

import re
from collections.abc import Sequence

from index.quantities import COUNTS, Bound, quantities
from rag.operand import Operand, readable, worked
from rag.sentence_figures import FEWEST_PAIRS, Asked
from rag.sentence_sums import COUNTERS
from rag.types import Statement

_COUNTS_ANYTHING = "个处家项件座所条"
_AVERAGE = re.compile(
    rf"(?:平均|均摊|平摊|摊到|摊下来|分摊)(?:下来[,，])?[^,，。?？]{{0,10}}?[每一单]一?(?P<one>[{COUNTERS}]|(?=[\u3400-\u9fff]))"
    rf"|[每一](?P<each>[{COUNTERS}])[^,，。?？]{{0,12}}(?:平均|均摊|平摊)"
    rf"|(?:平分|均分|平均|分摊|均摊)[^?？]{{0,8}}[,，][每一](?P<share>[{COUNTERS}])"
    rf"|(?:平均|均摊|平摊|摊)[^,，。?？]{{0,4}}到(?:这|那|各|每)?[\d一二两三四五六七八九十]*(?P<spread>[{COUNTERS}])"
    rf"|分[^,，。?？]{{0,2}}到每一?(?P<dealt>[{COUNTERS}])"
    rf"|(?<![\d多几这那哪第下某换各另同])[一单](?P<about>[{COUNTERS}])[^,，。?？]{{2,12}}(?:大[概约]|差不多|约|平均|平摊|能[分摊拿得]|[分摊]到)[^,，。?？]{{0,8}}(?:多少|几)"
    r"|(?:平均|均摊|平摊|摊|折算?|合)[^,，。?？]{0,4}(?P<yield>[亩户人])[产均]|(?P<acre>亩)[产均][合约]|一(?P<money>美元|欧元|港元|日元)(?=[合兑折换等值约])"
)
_ASKS_ON = re.compile(r"的?(?:多少|几|是|有|要|能|大概|大约|合|投)")  # 「平均每个多少」 says no thing
_OF_PEOPLE = re.compile(r"[^,，。?？多少几]{0,10}的人(?![均口数])")  # 「每一个创业的人」
_BRINGS = re.compile(r"^(?:直接|共|累计)?(?:带动|拉动|惠及|服务|培训|吸纳)")
_OF_TIME = re.compile(r"[月年天日周季]|小时|星期|工作日")  # 「平均一个月」 shares nothing out among things
_NOUN_CHARS = 2
_MOST_SCALED = 1e4  # of a result in the scale of the figures: else it is told in another


def average(asked: Asked, stated: Sequence[Operand]) -> Statement | None:
    """「平均每个小区多少户」: two figures of one sentence, one divided by the other."""
    found = _AVERAGE.search(asked.text)
    if found is None or _OF_TIME.match(asked.text, found.end()):
        return None
    group = next((name for name, said in found.groupdict().items() if said), None)
    counter = found[group] if group else "个"
    thing = None
    if counter in _COUNTS_ANYTHING:
        after = found.end(group) if group else found.end()
        thing = "" if _ASKS_ON.match(asked.text, after) else asked.text[after : after + 1]
        counter = "人" if _OF_PEOPLE.match(asked.text, after) else counter
    divisors = [each for each in stated if _counts(counter, each.figure.unit) and _is_of_thing(asked, each, thing)]
    said = {each.value for each in quantities(asked.text)}
    for divisor in sorted(divisors, key=lambda each: (each.figure.value not in said, -asked.names(each))):
        others = [each for each in stated if each.figure.unit != "%" and _is_of_others(asked, each, divisor)]
        others = [each for each in others if not _says_which(each, divisor)]
        if asked.unit is not None and not _counts(counter, asked.unit):
            others = [each for each in others if asked.is_in_unit(each) or _counts(asked.unit, each.figure.unit)]
        if whole := max(others, key=asked.names, default=None):
            value, unit = whole.in_scale(whole.figure.value / divisor.figure.value)
            if not 1 <= value < _MOST_SCALED:  # 130 of 亿元 over 310 of 万户
                value, unit = readable(whole.figure.value / divisor.figure.value, whole.figure.unit)
            if value < 1 and unit in COUNTS:
                continue  # of so many things none has less than one
            return worked((divisor, whole), f"{whole.printed}÷{divisor.printed}", value, unit, 1)
    return None


def _is_of_others(asked: Asked, figure: Operand, divisor: Operand) -> bool:
    """Whether a figure counts other things than those that it is shared out among: 「35个国家57个城市」."""
    if figure.figure.unit != divisor.figure.unit:
        return True
    if _BRINGS.search(figure.clause) and not _BRINGS.search(divisor.clause):
        return asked.names(figure) > 0
    things = [each.clause[each.figure.end :][:_NOUN_CHARS] for each in (figure, divisor)]
    return figure != divisor and things[0] != things[1] and all(len(each) > 1 and each in asked.text for each in things)


def _counts(counter: str, unit: str) -> bool:
    """Whether a unit counts what the counter does: 「一家」 of 「13户企业」."""
    return unit == counter or {unit, counter} <= {"家", "户"}


def _says_which(figure: Operand, divisor: Operand) -> bool:
    """Whether a figure says which things are counted, and is no amount of theirs: 「亿元以上项目30个」."""
    is_before = figure.clause == divisor.clause and figure.figure.end <= divisor.figure.start
    return is_before and figure.figure.bound is Bound.AT_LEAST


def _is_of_thing(asked: Asked, operand: Operand, thing: str | None) -> bool:
    """Whether a figure counts the things that are asked about, of which one may be said by its first character.

    None: the counter says what they are; "": nothing does, so the question has to name them.
    """
    return thing is None or (thing != "" and thing in operand.clause) or asked.names(operand) >= FEWEST_PAIRS
