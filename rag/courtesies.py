"""What people say around a question that is no part of it: greetings, who they are or what for, thanks and haste."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from rag import wording

_PICTURES = re.compile(r"[\U0001F000-\U0001FAFF\u2600-\u27BF\uFE0F\u200D]+")
_PIECE = re.compile(r"[^,，。.…;；?？!！:：~～\s]+[,，。.…;；?？!！:：~～\s]*|^[,，。.…;；?？!！:：~～\s]+")
_MARKS = re.compile(r"[,，。.…;；?？!！:：~～\s]+$")
_ASKS_MARK = re.compile(r"[?？]")
_SELF = re.compile(r"(?:我|俺|咱|阿拉|本人)们?(?:就|只)?是")
_DIVIDE = "----"
_LONGEST = 24  # characters of a clause of chat
# Said at once with the question: 「我想问一下修了几座桥」, 「请问今年呢」.
_OPENS = re.compile(
    r"^(?:(?:(?:那|哎|嗯|呃|那个)?(?:我|俺|咱)?(?:就|只|先|再|还|顺便|随便|其实)*(?:是)?(?:想|要)"
    r"(?:(?:请?问|了解|打听|咨询|请教)(?:问|了解|打听|一?[下句声哈]|个事)?|知道|晓得)(?:的是)?"
    r"|(?:请问|麻烦问|问|打听|咨询|请教)(?:一?下|一句|一声)|请问)[,，:：\s]*)+(?=.{2})"
)
_CLOSES = re.compile(
    r"(?:(?:谢谢|多谢|感谢|跪谢|辛苦|唔该)[^,，。?？\d]{0,6}|求(?:解答|告知|科普)|(?<=.[^\u3400-\u9fff])哈|(?<=[吗呢啊个少])哈)$"
)
# Told behind a question: by whom, to whom, with what thanks and haste.
_OF_TALK = re.compile(r"[我俺咱你您]|大家|各位|谢|等着|急")
_NOT_ASKED = re.compile(r"好几|几句|几个字")
_OF_REPORT = re.compile(rf"\d|[“\"「]|{wording.TIME.pattern}")  # it may say what is asked about
_WHETHER = re.compile(r"(?:没有?|不)[?？]?$")
_FEWEST_CHARS = 2


def without_courtesies(text: str) -> str:
    """A question by itself: 「您好，我想问一下，修了几座桥？麻烦告诉我一下，谢谢」 is 「修了几座桥？」.

    As it is where nothing else is said.
    """
    pieces = _PIECE.findall(_PICTURES.sub(" ", text))
    first = _end_of_chat(pieces)
    if first == len(pieces):
        return text
    pieces = [piece if at == 0 else _OPENS.sub("", piece) for at, piece in enumerate(pieces[first:])]
    last = _start_of_talk(pieces)
    last -= _end_of_chat(pieces[:last][::-1])
    asked = "".join(pieces[:last]).strip()
    bare = _CLOSES.sub("", _MARKS.sub("", _OPENS.sub("", asked)))
    if bare == _MARKS.sub("", text) or len(bare) < _FEWEST_CHARS:
        return text
    asks = any(map(_ASKS_MARK.search, [*pieces[last:], *_MARKS.findall(asked)]))
    return bare + ("?" if asks else "")


def _asks(piece: str) -> bool:
    said = _NOT_ASKED.sub("", piece)
    return wording.ASKS.search(said) is not None or _WHETHER.search(_MARKS.sub("", said)) is not None


def _start_of_talk(pieces: Sequence[str]) -> int:
    """Where talk begins behind the last clause that asks; all of it must be talk, of no time or figure."""
    asking = max((at + 1 for at, piece in enumerate(pieces) if _asks(piece)), default=len(pieces))
    behind = pieces[asking:]
    is_talk = any(map(_OF_TALK.search, behind)) and not any(map(_OF_REPORT.search, behind))
    return asking if is_talk else len(pieces)


def _end_of_chat(pieces: Sequence[str]) -> int:
    """How many clauses at the beginning are of words of chat, up to the last that asks, thanks or says who asks."""
    says, every = _chat()
    end = 0
    for at, piece in enumerate(pieces):
        clause = re.sub(r"\W+", "", piece).lower()
        if len(clause) > _LONGEST or every.fullmatch(clause) is None:
            break
        if not clause or says.search(clause) or _SELF.match(clause):
            end = at + 1
    return end


@cache
def _chat() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What finds a word that asks, thanks or presses, and what matches words of chat alone."""
    path = Path(__file__).parent / "data" / "chat_words.txt"
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    at = lines.index(_DIVIDE)
    says, beside = (" ".join(part).split() for part in (lines[:at], lines[at + 1 :]))
    return re.compile(_any_of(says)), re.compile(rf"(?:{_any_of([*says, *beside])})*")


def _any_of(words: list[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
