"""What a question takes for done and the report only plans."""

import re
from dataclasses import replace

from index.types import Role
from rag import wording
from rag.asker import Asker
from rag.question import Question, understand
from rag.reread import selected
from rag.retrieve import retrieve
from rag.scope import Scope
from rag.select import Selection
from rag.verdict import is_to_be_done

_CLAUSE = re.compile(r"[^,，、?？。;；!！]+")
_DONE = re.compile(
    r"(?:盖|修|建|办|装|搞|弄)好了(?!以?后)|(?:建成|完工|竣工|开张|开业|投用|启用|通车|开通|落成|上线)(?:了(?!以?后)|的)"
    r"|已经(?:全)?[建修盖开完通投落启装][\u3400-\u9fff]{0,3}(?:了|的)"
)
_OF_DONE = re.compile(
    r"已经?|早?就(?![业医读近])|(?<![首成])都(?!市)|全部|是不是|的那个?|那个|(?:吗|吧)$|了(?:吗|吧)?$"
)
_SURELY_PLANNED = 0.8  # the dev questions that wrongly take something for done are at 0.96 and more, three of twelve
_FEWEST_CHARS = 5  # of a clause that names what is done


def only_planned(asker: Asker, scope: Scope) -> Selection | None:
    """What plans that which the question takes for done, best first; None where it takes nothing for done, or it is."""
    clause = supposed_done(scope.question.text)
    if clause is None:
        return None
    asked = understand(f"{clause}了吗", scope.documents)
    done, planned = (_selected(asker, replace(asked, role=role, years=()), scope) for role in (Role.REVIEW, Role.PLAN))
    best = next(iter(planned.spans), None)
    if best is None or planned.answerability < _SURELY_PLANNED or not is_to_be_done(clause, best.text):
        return None
    return None if done.spans and done.spans[0].score >= best.score else planned


def supposed_done(question: str) -> str | None:
    """The clause that takes something for done, without its time: 「南馆去年就建好了，怎么预约」 gives 「南馆建好」."""
    clauses = _CLAUSE.findall(question)
    at = next((at for at, clause in enumerate(clauses) if _DONE.search(clause)), None)
    if at is None or wording.PLAN.search(clauses[at]) or wording.FIGURE.search(clauses[at]) or "哪" in clauses[at]:
        return None
    supposed = _bare(clauses[at])
    return supposed if len(supposed) >= _FEWEST_CHARS or at == 0 else _bare(clauses[at - 1]) + supposed


def _bare(clause: str) -> str:
    return _OF_DONE.sub("", wording.TIME.sub("", clause)).strip()


def _selected(asker: Asker, question: Question, scope: Scope) -> Selection:
    evidence = retrieve(asker, question, scope.limit, asker.settings.answer.passages)
    return selected(asker, question, evidence)
