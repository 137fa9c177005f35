"""What a report tells of the very thing that a question takes something for so of."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from index.sentences import sentence_spans
from index.types import Passage
from index.words import fold
from rag.clauses import UNBROKEN
from rag.keyword_coverage import Rarity, coverage_of, presence, weights_of
from rag.question import Question
from rag.shown import share_of_pairs

# What goes on from the clause before tells of its thing: 「…增长7%，增速居全市第二」.
_GOES_ON = re.compile(
    r"^(?:其中|同比|累计|合计|分别|全部|总[量数额]|规模(?!以上)|数量|增[速幅长]|降幅|占比|比上年|较上年"
    r"|[较也排]|均(?=[居达实增高])|比(?=[上去]年|年初|前)|占(?!地)|居(?=全|首|第|前|[东中西]部)|达(?![州县])|并(?!网)"
    r"|列(?=全|首|第|前)|位(?=[居列])|全[国省市州区县]第|提[升高](?=[至到了\d])|下降|减少|扩大(?=[至到了\d])|缩小|再创|创(?=历史|新|下))"
)
_NAMED = 0.75  # of the weight of the words for a thing, in the clause that tells of it, by half in its sentence
_ALL_NAMED = 0.95
_AS_WELL = 0.08
_MAY_MISS = 0.25  # of the weight of the nouns for a thing: residents add a word of their own
_FEWEST_WEIGHT = 3.0  # of the words for a thing: those that stand everywhere name none
_PRESENT = 0.6  # of the pairs of characters of a noun
_VERB_CHARS = 2
_OF_VERBS = 0.3  # of their weight: residents tell what was done in other words than reports
_OF_ANY = re.compile(
    r"[省市区县州国村]里|[全我咱本][省市区县州国村]|咱们?|目标|已经?|[只都才就还又仅没升涨跌降掉靠得定]|一直|只有|以后|之后|居然|竟然?|厉害|猛|案[子件]|该办|拍板|听[说人]|据说|老百姓|劲头|[挺蛮很真][\u3400-\u9fff]|牌子|现在|如今|目前|这[些几]?[年个]|那[些个]?"
)

_OF_MEASURES = re.compile(
    r"总[额量数]|数量|规模|金额|增[速幅]|情况|水平|人数|占比|比[例重]|指标|成绩|名次|排名|[\u3400-\u9fff]?[起件人户个]数"
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word for a thing, with those that may stand for it, and its weight."""

    forms: tuple[str, ...]
    weight: float
    names: bool  # a thing, not only what is measured of it
    is_noun: bool = True


@dataclass(frozen=True, slots=True)
class Telling:
    """A clause that names a thing, with the clause before where it goes on from that; spans in the document's text."""

    passage: Passage
    sentence: tuple[int, int]
    clause: tuple[int, int]
    named: float  # share of the weight of the words for the thing
    value: tuple[int, int] | None = None  # where what is told of it stands, if that is known

    def tells(self, start: int, end: int) -> "Telling":
        """The clause, with the place of what it tells: ``[start, end)`` in its words."""
        return replace(self, value=(self.clause[0] + start, self.clause[0] + end))

    def tells_beside(self, start: int, end: int) -> "Telling":
        """The clause, with the place of what is told beside it: ``[start, end)`` in the words of its sentence."""
        return replace(self, value=(self.sentence[0] + start, self.sentence[0] + end))

    @property
    def is_beside(self) -> bool:
        """Whether what is told stands in another clause of the sentence."""
        return self.value is not None and not self.clause[0] <= self.value[0] < self.clause[1]

    @property
    def valued(self) -> "Telling":
        """The clause, which itself tells what is told of the thing."""
        return replace(self, value=self.clause)

    @property
    def text(self) -> str:
        """The words of the clause."""
        return self.passage.text[self.clause[0] - self.passage.start : self.clause[1] - self.passage.start]

    @property
    def around(self) -> str:
        """The words of its sentence."""
        return self.passage.text[self.sentence[0] - self.passage.start : self.sentence[1] - self.passage.start]


def thing_in(question: Question, words: str, rarity: Rarity) -> tuple[Word, ...]:
    """Those keywords of a question that stand in some of its words."""
    said = fold(words)
    own = tuple(place.rstrip("省市区县") for place in question.places)
    weighed = zip(question.keywords, weights_of(question, rarity), strict=True)
    found = []
    for keyword, (forms, of_word) in weighed:
        if keyword.word in said and not _OF_ANY.fullmatch(keyword.word):
            is_noun = keyword.importance == 1 or len(keyword.word) > _VERB_CHARS  # 进出口
            names = is_noun and not _OF_MEASURES.fullmatch(keyword.word)
            weight = of_word if is_noun else _OF_VERBS * of_word
            found.append(Word((*forms, *_without(own, forms)), weight, names, is_noun))
    return tuple(found)


def _without(places: Sequence[str], forms: Sequence[str]) -> Iterator[str]:
    """What is left of words to which the place of the report is glued: 「海港渔业」."""
    for form in forms:
        yield from (rest for place in places if place and (rest := form.removeprefix(place)) not in ("", form))


def goes_on(clause: str) -> bool:
    """Whether a clause tells more of the thing of the clause before: 「增速居全市第二」."""
    return _GOES_ON.match(clause) is not None


def is_of_place_asked(question: Question, telling: Telling) -> bool:
    """Whether a clause stands in a sentence that names the places, of no report, that are asked about."""
    return all(place in telling.around for place in question.foreign_places)


def nearest(words: str, told: Iterable[Telling]) -> Telling | None:
    """The clause that says most of some words; of those that say as much the first."""
    return max(told, key=lambda each: share_of_pairs(words, each.text), default=None)


def tellings(thing: Sequence[Word], passages: Sequence[Passage], least: float = _NAMED) -> tuple[Telling, ...]:
    """The clauses that name a thing best, in order; none where it is named too loosely."""
    return _tellings(thing, passages, least) if any(word.names for word in thing) else ()


def tellings_of_measures(thing: Sequence[Word], passages: Sequence[Passage]) -> tuple[Telling, ...]:
    """The clauses that say all of what is measured, of a question that names nothing else: 「各项指标」."""
    return () if any(word.names for word in thing) else _tellings(thing, passages, _ALL_NAMED)


def _tellings(thing: Sequence[Word], passages: Sequence[Passage], least: float) -> tuple[Telling, ...]:
    if sum(word.weight for word in thing) < _FEWEST_WEIGHT:
        return ()
    if not _names_of(thing):
        return ()
    found = [
        telling
        for passage in passages
        if names_it(_names_of(thing), passage.text)
        for telling in _in_passage(thing, passage)
    ]
    best = max((each.named for each in found), default=0.0)
    return tuple(each for each in found if each.named >= max(least, best - _AS_WELL))


def _names_of(thing: Sequence[Word]) -> tuple[Word, ...]:
    """The nouns that name a thing; what is measured where nothing else is said."""
    return tuple(word for word in thing if word.names) or tuple(word for word in thing if word.is_noun)


def names_thing(thing: Sequence[Word], text: str) -> bool:
    """Whether a text says the nouns that name a thing."""
    names = _names_of(thing)
    return bool(names) and names_it(names, text)


def names_it(names: Sequence[Word], text: str) -> bool:
    """Whether a text says the rarest of the nouns for a thing, and of the others all but one of little weight."""
    rarest = max(names, key=lambda word: word.weight)
    missing = sum(word.weight for word in names if not stands_in(word, text))
    return stands_in(rarest, text) and missing <= _MAY_MISS * sum(word.weight for word in names)


def stands_in(word: Word, text: str) -> bool:
    """Whether a text says a word, or one that may stand for it."""
    said = fold(text)
    return any(presence(form, said) >= _PRESENT for form in word.forms)


def tellings_within(thing: Sequence[Word], passage: Passage, start: int, end: int) -> tuple[Telling, ...]:
    """The clauses of ``[start, end)`` of a passage that say most of a thing, however little that is."""
    found = [
        telling
        for first, last in sentence_spans(passage.text)
        if passage.start + first < end and start < passage.start + last
        for telling in _in_sentence(thing, passage, first, last)
        if start < telling.clause[1] and telling.clause[0] < end
    ]
    best = max((each.named for each in found), default=0.0)
    return tuple(each for each in found if best > 0 and each.named >= best - _AS_WELL)


def _in_passage(thing: Sequence[Word], passage: Passage) -> Iterator[Telling]:
    names = _names_of(thing)
    for start, end in sentence_spans(passage.text):
        if names_it(names, passage.text[start:end]):
            yield from _in_sentence(thing, passage, start, end)


def _in_sentence(thing: Sequence[Word], passage: Passage, start: int, end: int) -> Iterator[Telling]:
    weights = tuple((word.forms, word.weight) for word in thing)
    sentence, at = passage.text[start:end], passage.start + start
    first = 0
    for clause in UNBROKEN.finditer(sentence):
        if not goes_on(clause.group()):
            first = clause.start()
        named = coverage_of(weights, sentence[first : clause.end()], sentence)
        yield Telling(passage, (at, passage.start + end), (at + first, at + clause.end()), named)
