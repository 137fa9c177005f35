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
from rag.verdict import TO_BE_DONE

_CLAUSE = re.compile(r"[^,，、?？。;；!！]+")
_DONE = re.compile(
    r"(?:盖|修|建|办|装|搞|弄)好了(?!以?后)|(?:建成|完工|竣工|开张|开业|投用|启用|通车|开通|落成|上线)(?:了(?!以?后)|的)"
    r"|已经(?:全)?[建修盖开完通投落启装][\u3400-\u9fff]{0,3}(?:了|的)"
)
_OF_DONE = re.compile(r"已经?|早?就(?![业医读近])|(?<![首成])都(?!市)|全部|的那|那个|(?:吗|吧)$|了(?:吗|吧)?$")
_SURELY_PLANNED = 0.8  # of dev questions that take something for done, none has a plan of another thing above it


def only_planned(asker: Asker, scope: Scope) -> Selection | None:
    """What plans that which the question takes for done, best first; None where it takes nothing for done, or it is."""
    clause = supposed_done(scope.question.text)
    if clause is None:
        return None
    asked = understand(f"{clause}了吗", scope.documents)
    done, planned = (_selected(asker, replace(asked, role=role, years=()), scope) for role in (Role.REVIEW, Role.PLAN))
    best = next(iter(planned.spans), None)
    if best is None or planned.answerability < _SURELY_PLANNED or TO_BE_DONE.search(best.text) is None:
        return None
    return None if done.spans and done.spans[0].score >= best.score else planned


def supposed_done(question: str) -> str | None:
    """The clause that takes something for done, without its time: 「南馆去年就建好了，怎么预约」 gives 「南馆建好」."""
    found = next((each.group() for each in _CLAUSE.finditer(question) if _DONE.search(each.group())), None)
    if found is None or wording.PLAN.search(found):
        return None
    return _OF_DONE.sub("", wording.TIME.sub("", found)).strip()


def _selected(asker: Asker, question: Question, scope: Scope) -> Selection:
    evidence = retrieve(asker, question, scope.limit, asker.settings.answer.passages)
    return selected(asker, question, evidence)
