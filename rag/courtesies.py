"""What people say around a question that is no part of it: greetings, who they are or what for, thanks and haste."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from rag import wording
from rag.pointing import nouns_of
from rag.question import MAX_CHARS

_PICTURES = re.compile(r"[\U0001F000-\U0001FAFF\u2600-\u27BF\uFE0F\u200D]+")
_PIECE = re.compile(r"[^,，。.…;；?？!！:：~～\s]+[,，。.…;；?？!！:：~～\s]*|^[,，。.…;；?？!！:：~～\s]+")
_MARKS = re.compile(r"[,，。.…;；?？!！:：~～\s]+$")
_ASKS_MARK = re.compile(r"[?？]")
_LONGEST = 24  # characters of a clause of chat
# 「我是刚搬来的居民」, 「我妈让我问问」, 「替我爸问一下」, 「写材料要用」: then people and things are no topic.
_WHO_ASKS = re.compile(
    r"(?:[我俺咱]|阿拉|本人)们?(?:就|只)?(?:是|系)|[让叫托喊]我|[我俺咱]有.{0,2}问题|^[替帮](?!扶|助|困)|要?用到?$|写"
    r"|没[听看记读找]|看不|听不|不懂|问(?:一?[下句声遍]|一个|个)|好[呀啊]?$"
)
_SELF = re.compile(r"(?:[我俺咱]|阿拉|本人)们?(?:就|只)?(?:是|系)")
# Says what is asked about: 「我说的是幼儿园」, 「我们区的」, 「养老方面」.
_MEANS = re.compile(r"[我俺咱](?:是|不是)?(?:说|问|指|要)的|是[说指]|[我咱]们?[区市省县村街镇乡]|方面|也算")
_FOR_WHOM = re.compile(r"补[贴助]|政策|待遇|优惠|扶持|资助|名额")  # which depends on who asks
# Said at once with the question: 「我想问一下修了几座桥」, 「请问今年呢」.
_OPENS = re.compile(
    r"^(?:(?:(?:那|哎|嗯|呃|那个)?(?:我|俺|咱)?(?:就|只|先|再|还|顺便|随便|其实)*(?:是)?(?:想|要)"
    r"(?:(?:请?问|了解|打听|咨询|请教)(?:问|了解|打听|一?[下句声哈]|个事)?|知道|晓得)(?:的是)?"
    r"|(?:请问|麻烦问|问|打听|咨询|请教)(?:一?下|一句|一声)|请问)[,，:：\s]*)+(?=[^,，:：\s]{2})"
)
_ENDING = r"[您你了啦啊呀哈嘞咯~～]*"
_CLOSES = re.compile(
    rf"(?:(?:谢谢|多谢|唔该){_ENDING}|(?<=[吗呢少个么没吧])(?:(?:感谢|跪谢|辛苦){_ENDING}|求(?:解答|告知|科普)|哈))$"
)
# Told behind a question: by whom, to whom, with what thanks and haste.
_OF_TALK = re.compile(r"[我俺咱你您]|大家|各位|谢|等着|急(?![救诊])")
_OF_REPORT = re.compile(rf"\d|[“\"「]|{wording.TIME.pattern}")  # it may say what is asked about
_NOT_ASKED = re.compile(r"好几|几句|几个字")
_WHETHER = re.compile(r"(?:没有?|不)[?？]?$")
_FEWEST_CHARS = 2


def without_courtesies(text: str) -> str:
    """A question by itself: 「您好，我想问一下，修了几座桥？麻烦告诉我一下，谢谢」 is 「修了几座桥？」.

    As it is where nothing else is said, and where it is too long to be asked.
    """
    if len(text) > MAX_CHARS:
        return text
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
    """Where talk begins behind the last clause that asks; all of it must be talk, of no topic, time or figure."""
    asking = max((at + 1 for at, piece in enumerate(pieces) if _asks(piece)), default=len(pieces))
    behind = "".join(pieces[asking:])
    names = any(not _is_made_of(noun, _chat_words()) for noun in nouns_of(behind))
    says_what = names or any(words.search(behind) for words in (_OF_REPORT, _MEANS))
    return asking if _OF_TALK.search(behind) and not says_what else len(pieces)


def _end_of_chat(pieces: Sequence[str]) -> int:
    """How many clauses at the beginning are of words of chat, up to the last that asks, thanks or says who asks.

    People and things among them are kept where what is left names nothing: 「孩子没人看，想问问，有什么办法」.
    """
    end, named = 0, None
    for at, piece in enumerate(pieces):
        clause = re.sub(r"\W+", "", piece).lower()
        if len(clause) > _LONGEST or _MEANS.search(clause) or not _is_made_of(clause, _chat_words()):
            break
        if _people().search(clause) is not None and _WHO_ASKS.search(clause) is None:
            named = at if named is None else named
        elif not clause or _asking().search(clause) or _SELF.match(clause):
            end = at + 1
        if _SELF.match(clause) and _FOR_WHOM.search("".join(pieces[at + 1 :])):
            return at
    if named is not None and named < end and not nouns_of("".join(pieces[end:])):
        return named
    return end


def _is_made_of(text: str, words: frozenset[str]) -> bool:
    """Whether a text can be cut into some words."""
    longest = max(map(len, words))
    reached = {0}
    for end in range(1, len(text) + 1):
        if any(start in reached and text[start:end] in words for start in range(max(0, end - longest), end)):
            reached.add(end)
    return len(text) in reached


@cache
def _parts() -> tuple[frozenset[str], ...]:
    """The words that ask, those of no topic beside them, people and things."""
    path = Path(__file__).parent / "data" / "chat_words.txt"
    _, *parts = re.split(r"^# (?:asks|beside|people and things)$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return tuple(frozenset(part.split()) for part in parts)


@cache
def _chat_words() -> frozenset[str]:
    return frozenset().union(*_parts())


@cache
def _asking() -> re.Pattern[str]:
    return _any_of(_parts()[0])


@cache
def _people() -> re.Pattern[str]:
    return _any_of(_parts()[2])


def _any_of(words: frozenset[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))
