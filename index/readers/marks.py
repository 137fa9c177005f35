"""Raised figures: a mark that refers to a note, or a power."""

import re

_RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_POWER_AFTER = re.compile(r"(?:[0-9.)]|(?<![A-Za-z])[kcdmμ]?m)$")


def raised(text: str, before: str) -> str:
    """How raised ``text`` reads after ``before``: 10⁸ and km² keep their power, 名词[3] refers to a note.

    Set on the line as it is, a raised figure would change the number or word before it.
    """
    mark = text.strip()
    if not re.fullmatch(r"[0-9+-]{1,3}", mark):
        return text
    if _POWER_AFTER.search(before):
        return mark.translate(_RAISED)
    return f"[{mark}]" if mark.isdigit() else text
