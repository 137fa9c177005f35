"""Yes or no where no claim that is held against clauses has decided: by stages, plans, and how much a sentence says."""

import re

from index.quantities import quantities
from index.types import Role
from rag import wording
from rag.held import claims_of
from rag.otherwise import is_the_only_one, is_told_otherwise
from rag.question import Question
from rag.scored_span import ScoredSpan
from rag.stages import told_in
from rag.supposed import supposed_stage

YES, NO, NOT_SO, NOT_YET = "是的", "没有", "不是", "还没有"

# Chosen on dev: below this share of the question's words the sentence may speak of something beside it.
_SURE_COVERAGE = 0.75
_NEGATES = re.compile(r"未能?|没有?|不(?!断|仅|但|少于|低于|同|忘|懈|等)|尚需|无法")
# What is planned is not there yet: 「现在算三甲吗」, 「支持市医院创建三甲医院」.
_IS_DONE = re.compile(r"已经?|现在(?:就|已)?[是算]|了(?:吗|吧|没有?)[?？。]*$")
_BEGINS = re.compile(r"开工|动工|启动|开始")
_ENDS = re.compile(r"[好完]了|建成|完工|竣工|完成|投用|开通|通车|开放")
_GOES_ON = re.compile(r"加快|推[进动]|续建|提速|扩面|深化|完善")
_TO_BE_DONE = re.compile(r"创建|争创|申报|争取|筹划|谋划|开工|新建|建成|完工|竣工|投用|落户")
_ASKS_IN_PAIRS = re.compile(r"有没有|是不是|会不会|能不能|有无|是否")


def verdict(question: Question, span: ScoredSpan) -> str:
    """「是的」, 「不是」, 「没有」 or 「还没有」 where the sentence decides a yes/no question, else an empty string."""
    if is_the_only_one(question.text, span.text):
        return NO
    if is_told_otherwise(question.text, span.text):
        return NOT_SO
    of_stage = _of_stage(question, span)
    if of_stage is not None:
        return of_stage
    if _is_only_planned(question, span):
        return NOT_YET
    return YES if _surely_agrees(question, span) else ""


def _surely_agrees(question: Question, span: ScoredSpan) -> bool:
    """Whether a sentence says nearly all of a question, which claims nothing that has to be held against it."""
    if quantities(question.topic) or any(claims_of(question)) or wording.RATE_CHANGES.search(question.text):
        return False
    if wording.FALLS.search(question.text) and not wording.FALLS.search(span.text):
        return False
    supposes = _ASKS_IN_PAIRS.sub("", question.text)
    only_begun = _ENDS.search(question.text) and _BEGINS.search(span.text) and not _ENDS.search(span.text)
    negated = _NEGATES.search(span.text) or _NEGATES.search(supposes)
    return not only_begun and not negated and span.coverage >= _SURE_COVERAGE


def _of_stage(question: Question, span: ScoredSpan) -> str | None:
    """That a named thing has not come as far as supposed, by the clause that names it; "" where that tells nothing."""
    supposed = supposed_stage(question.text)
    told = None if supposed is None else told_in(supposed.name, span.passage, span.start, span.end)
    if supposed is None or told is None or question.role is Role.PLAN:
        return None
    if told.is_planned:
        return None if told.stage is None else NOT_YET
    if told.stage is None:
        return ""
    return None if told.stage >= supposed.stage else NO


def _is_only_planned(question: Question, span: ScoredSpan) -> bool:
    if _BEGINS.search(question.text) and _GOES_ON.search(span.text):
        return False
    is_plan = span.passage.period.role is Role.PLAN
    return is_plan and asks_of_now(question.text) and is_to_be_done(question.text, span.text)


def asks_of_now(question: str) -> bool:
    """Whether a question asks if something is so by now."""
    return _IS_DONE.search(question) is not None and not wording.PLAN.search(question)


def is_to_be_done(asked: str, planned: str) -> bool:
    """Whether words of a plan say that what is asked is still to be done, or still goes on where its end is asked."""
    only_goes_on = _ENDS.search(asked) and _GOES_ON.search(planned) and not _ENDS.search(planned)
    return bool(_TO_BE_DONE.search(planned) or only_goes_on)
