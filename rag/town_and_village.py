"""Towns set against villages: 「城乡低保差多少」 and 「低保城市和农村差多少」 ask of both sides of one thing."""

import re

_TOWN, _VILLAGE = r"(?:城镇|城市|城里|城区)", r"(?:农村|乡下|乡村|村里)"
_AND = r"(?:和|跟|与|同|比起?)"
_BETWEEN = r"(?:之间|两[边头])?的?[,，]?(?:一年|每年|每个?月|到底|还|要|能|会)*"
_APART = rf"{_BETWEEN}(?:相?差(?:了|着|出)?|差[距额]|[高低多少])(?:是|有)?(?:了|出|拿|领)?(?:多少|几|好多|多[大远])"
_BOTH = re.compile(rf"(?P<before>[^,，。?？]*?)城乡(?P<topic>[^,，。?？]{{2,14}}?){_APART}")
_EACH = re.compile(
    rf"(?P<before>[^,，。?？]*?)(?P<one>{_TOWN}|{_VILLAGE})(?P<its>[^,，。?？]{{0,12}}?){_AND}"
    rf"(?P<other>{_TOWN}|{_VILLAGE})(?P<others>[^,，。?？]{{0,12}}?){_APART}"
)
_OF_TIME = re.compile(r"^(?:去年|今年|上年|全[市县区省]|(?:19|20)\d\d年|目前|现在|我[们市县区省]|咱们?|的)*")
_FEWEST_CHARS = 2


def town_and_village(question: str) -> tuple[str, str] | None:
    """What is asked of each side, in the order of the question; None where both are not set against each other."""
    both, each = _BOTH.search(question), _EACH.search(question)
    if both is not None:
        before, topic = both["before"], both["topic"]
        return f"{before}城镇{topic}", f"{before}农村{topic}"
    if each is None or _is_town(each["one"]) == _is_town(each["other"]):
        return None
    said = _OF_TIME.sub("", each["before"])
    time_said = each["before"].removesuffix(said)
    sides = [re.sub(r"^人?的|的$", "", part) for part in (each["its"], each["others"])]
    named = [part for part in sides if len(part) >= _FEWEST_CHARS]
    if len(named) == len(sides):
        return None
    topic = named[0] if named else said.strip("的,，")
    if len(topic) < _FEWEST_CHARS:
        return None
    opening = time_said if not named else each["before"]
    return f"{opening}{each['one']}{topic}", f"{opening}{each['other']}{topic}"


def _is_town(side: str) -> bool:
    return re.fullmatch(_TOWN, side) is not None
