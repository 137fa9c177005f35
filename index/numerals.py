"""Numbers written in Chinese numerals."""

_DIGITS = {each: value for value, each in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}

NUMERALS = "零〇一二两三四五六七八九十百千万亿"


def numeral_value(text: str) -> float | None:
    """The value of 「三千二百」, 「百万」 or 「五点六」; None for digits in a row without places (「三四」)."""
    whole, point, decimals = text.partition("点")
    value = _whole_value(whole)
    if value is None or not point:
        return value
    if not decimals or any(each not in _DIGITS for each in decimals):
        return None
    return float(f"{value:.0f}.{''.join(str(_DIGITS[each]) for each in decimals)}")


def number_value(text: str) -> float | None:
    """The value of a whole number in digits or numerals: 「15」, 「十五」."""
    return float(text) if text.isdecimal() else numeral_value(text)


def _whole_value(text: str) -> float | None:
    total = section = 0
    digit: int | None = None
    for each in text:
        if each in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[each]
        elif each in _PLACES:
            section += (1 if digit is None else digit) * _PLACES[each]
            digit = None
        elif each in _MYRIADS:
            section += digit or 0
            if each == "亿":  # multiplies all before it: 「一万亿」
                total = (total + section or 1) * _MYRIADS[each]
            else:
                total += (section or 1) * _MYRIADS[each]
            section, digit = 0, None
        else:
            return None
    return float(total + section + (digit or 0)) if text else None
