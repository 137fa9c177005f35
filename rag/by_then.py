"""What is done or won already where a question takes it for still to come, and what is only striven for where it is
taken for won: 「南桥今年才开工吧」 of one that is built, 「北湖评上5A之后」 of one that applies for it."""

import re
from collections.abc import Iterator, Sequence

from index.sentences import sentence_spans
from index.types import Passage, Role
from rag import wording
from rag.clauses import CLAUSE, UNBROKEN
from rag.question import Question
from rag.same_thing import Telling
from rag.shown import share_of_pairs
from rag.stages import Stage, named_share, told_of
from rag.supposed import BEGUN, DONE, left_of

_OPENS = r"开馆|开园|开放|开业|开通|通车|开张|启用|投用|运营|挂牌|揭牌|建成|建好|完工|竣工|交付"
_TO_COME = re.compile(
    r"(?:今年|明年|本年|(?:19|20)\d{2}年?)[\u3400-\u9fff\d]{0,8}?(?:才|什么时候|啥时候|几时|何时|几月|哪个?月|哪天)"
    rf"(?:能|会|要|正式|开始)*(?P<soon>{DONE.pattern}|{BEGUN.pattern}|{_OPENS})"
    rf"|(?:还|仍|尚|迟迟)[没未](?:有|能)?(?P<not>{DONE.pattern}|{BEGUN.pattern}|{_OPENS}|评上|批|获批|挂牌)"
    r"|(?:还|仍|正)在(?P<strives>争创|申报|争取|谋划|筹划|前期|创建|建(?=[,，。?？]|$))"
)
_STRIVES = re.compile(r"争创|申报|申请|争取|力争|(?<!成功)创建(?!成功)|培育|谋划|冲刺")
_HAS_WON = re.compile(
    r"成功创建|创建成功|获批(?!建设|筹建|创建)|获评|入选|评为|[揭挂]牌|通过[\u3400-\u9fff]{0,8}(?:验收|认定)|获得|荣获"
)
_WON = re.compile(
    r"(?P<name>[\u3400-\u9fffA-Za-z\d]*?)(?:去年|现在|如今|早就|已经|都|早已)*"
    r"(?:评上|获评|入选|[选批]上|当选|拿[到下]|获批|升[为成]|晋升|(?:已经|现在)(?:就)?是|成为)了?(?P<won>[\u3400-\u9fffA-Za-z\d“”]{2,20})"
)
_IN_HAND = re.compile(
    r"(?P<won>[\u3400-\u9fffA-Za-z\d“”]{4,24}?)(?:这?[块个]?(?:牌子|称号|资格|荣誉|名头))?"
    r"(?:是不是|现在|已经?|都|早就|真)*(?:到手|拿到手|拿下来?|摘下来?|评下来|批下来|挂上)了"
)
_AFTER = re.compile(r"(?:之后|以后|后|了吧|了|的了|吗|吧|的)+$")
_NO_FACT = re.compile(r"如果|要是|能不能|什么时候|啥时候|何时|是不是|有没有|会不会|哪|谁|多少|争取|申报|要|想|将")
_SURELY_NAMED, _NAMED, _WON_NAMED = 0.8, 0.6, 0.6  # of the pairs of a name
_FEWEST_CHARS = 3


def done_already(question: Question, passages: Sequence[Passage]) -> Telling | None:
    """The clause of the review that tells that a named thing is done, which a question takes for still to come."""
    for clause in CLAUSE.findall(question.text):
        found = _TO_COME.search(clause)
        if found is None:
            continue
        name = left_of(clause[: found.start()])
        if len(name.replace(" ", "")) < _FEWEST_CHARS:
            continue
        told = [each for each in told_of(name, passages) if each.share >= _SURELY_NAMED]
        least = Stage.BEGUN if found["soon"] and BEGUN.fullmatch(found["soon"]) else Stage.DONE
        if any(each.is_planned and each.stage is not None for each in told):
            return None
        for each in told:
            if each.is_planned or each.passage.period.role is not Role.REVIEW:
                continue
            item = each.item
            if (each.stage is not None and each.stage >= least) or (not found["soon"] and _HAS_WON.search(item)):
                return each.telling
    return None


def only_striven_for(question: Question, passages: Sequence[Passage]) -> Telling | None:
    """The clause that tells that something is striven for which a question takes for won."""
    if wording.PLAN.search(question.text) and not wording.REVIEW.search(question.text) and "后" not in question.text:
        return None
    for name, won in _wins(question):
        told = list(_telling_both(name, won, question, passages)) if len(won) > 1 else []
        if not told or any(_HAS_WON.search(each.text) and not _STRIVES.search(each.text) for each in told):
            continue
        striven = next((each for each in told if _STRIVES.search(each.text)), None)
        if striven is not None:
            return striven
    return None


def _wins(question: Question) -> Iterator[tuple[str, str]]:
    """Who is supposed to have won, and what; without a name where the question says only what."""
    before = ""
    for clause in CLAUSE.findall(question.text):
        found = _WON.search(clause)
        if found is not None and not _NO_FACT.search(clause[: found.start("won")]):
            yield left_of(found["name"]), _AFTER.sub("", re.split(r"之?后|以后", found["won"])[0])
        held = _IN_HAND.search(clause)
        if held is not None and not re.search(r"哪|谁|多少|什么|如果|要是", clause):
            own = question.places[0].rstrip("省市区县") if question.places else ""
            words = left_of(held["won"]).removeprefix(own).strip()
            yield ("", words) if not before else (words, before)
        before = clause


def _telling_both(name: str, won: str, question: Question, passages: Sequence[Passage]) -> Iterator[Telling]:
    """The clauses that name who wins and what."""
    for place in question.places:
        name = name.replace(place, "")
    for passage in passages:
        if share_of_pairs(won, passage.text) < _WON_NAMED or (name and named_share(name, passage.text) < _NAMED):
            continue
        for start, end in sentence_spans(passage.text):
            for clause in UNBROKEN.finditer(passage.text[start:end]):
                text = clause.group()
                if share_of_pairs(won, text) >= _WON_NAMED and (not name or named_share(name, text) >= _NAMED):
                    first, last = (passage.start + start + at for at in clause.span())
                    around = passage.start + start, passage.start + end
                    yield Telling(passage, around, (first, last), 1.0, (first, last))
