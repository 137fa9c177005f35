"""How Chinese is pronounced."""


def syllables(text: str) -> list[str]:
    """The pinyin syllables of ``text`` without tones; what is not Chinese stays as it is."""
    # Its dictionary takes 0.2 s and 55 MiB, which most questions do without.
    from pypinyin import lazy_pinyin  # noqa: PLC0415

    return lazy_pinyin(text)
