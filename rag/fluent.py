"""A checked answer worded by a language model: its sentences replace the extractive ones, none of which is lost.

The extractive answer is there first. What the model writes is let out from the first sentence on that says what the
extractive answer says; what it leaves out follows in the report's own words. So the model makes an answer more fluent,
never less true or less whole, and where it fails the extractive answer stands.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from index.sentences import sentence_spans
from index.types import NO_LIMIT, Filter
from rag.asker import Asker
from rag.chat_model import ChatModel, ModelError
from rag.cite import cite
from rag.model_statements import is_supported, sentences, statement_of
from rag.prompt import Prompt, Source, make_prompt
from rag.reports import Reports
from rag.search import search
from rag.shown import period_label
from rag.types import Span, Statement, TermDefinition
from rag.verify import figures_in

_log = logging.getLogger(__name__)
Tell = Callable[[str], None]

_PASSAGES = 6  # the evidence of every dev question lies within them
_MOST_DROPPED = 3  # sentences that the guard stops before the model is not listened to any longer
# Characters: a fact may have 120 and a list 360; the model gets what the extractive answer has and a sentence more.
_LEAST_ROOM, _MORE_ROOM = 110, 50

FAILED = "语言模型没有给出回答（{reason}），以下用报告原文作答。"
UNSUPPORTED = "语言模型写的内容在报告里没有依据，以下用报告原文作答。"
DROPPED = "语言模型写的 {count} 句话在报告里没有依据，已去掉。"
CUT_OFF = "语言模型中断了（{reason}），其余用报告原文作答。"


@dataclass(frozen=True, slots=True)
class Worded:
    """The statements that passed, none where the extractive answer has to stand; and what happened, in words."""

    statements: tuple[Statement, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(slots=True)
class _Letting:
    """Lets statements out as lines of the final text, from the first on that says what the extractive answer says."""

    asker: Asker
    extractive: tuple[Statement, ...]
    tell: Tell
    passed: list[Statement] = field(default_factory=list)
    told: int = 0  # characters

    @property
    def is_open(self) -> bool:
        """Whether anything has been let out."""
        return any(self._says(each) for each in self.extractive)

    def take(self, statement: Statement) -> None:
        """Let a statement out, or keep it until one comes that answers."""
        self.passed.append(statement)
        if self.is_open:
            text = cite(self.asker.store, self.passed).text
            self.tell(text[self.told :])
            self.told = len(text)

    def complete(self) -> None:
        """Let follow what the model left out."""
        for statement in self.extractive:
            if not self._says(statement):
                self.take(statement)

    def has_room(self, statement: Statement) -> bool:
        """Whether a statement more is not too long an answer."""
        room = max(_LEAST_ROOM, sum(len(each.text) for each in self.extractive) + _MORE_ROOM)
        return sum(len(each.text) for each in (*self.passed, statement)) <= room

    def _says(self, wanted: Statement) -> bool:
        """Whether what has passed gives a statement's figures, or its words where it has none."""
        reports = Reports(self.asker.store)
        figures = {(each.document_id, each.start) for each in figures_in(wanted, reports)}
        given = {(each.document_id, each.start) for said in self.passed for each in figures_in(said, reports)}
        if figures:
            return figures <= given
        spans = [span for said in self.passed for span in said.spans]
        return all(any(_overlap(span, other) for other in spans) for span in wanted.spans)


@dataclass(frozen=True, slots=True)
class Writer:
    """Words the answer to one question with the asker's model; ``tell`` gets the final text piece by piece."""

    asker: Asker
    question: str
    limit: Filter = NO_LIMIT
    tell: Tell = lambda text: None

    def word(self, extractive: tuple[Statement, ...], definitions: Sequence[TermDefinition]) -> Worded:
        """Let the model say what ``extractive`` says."""
        model = self.asker.model
        if model is None:
            return Worded()
        sources = _sources(self.asker, self.question, extractive, self.limit)
        prompt = make_prompt(self.question, sources, definitions, self.asker.settings.answer.prompt_tokens)
        letting = _Letting(self.asker, extractive, self.tell)
        dropped, failure = _listen(model, prompt, letting)
        if not letting.is_open:
            return Worded(warnings=(FAILED.format(reason=failure) if failure else UNSUPPORTED,))
        letting.complete()
        warnings = [DROPPED.format(count=dropped)] * (dropped > 0)
        warnings += [CUT_OFF.format(reason=failure)] * (failure != "")
        return Worded(tuple(letting.passed), tuple(warnings))


def _listen(model: ChatModel, prompt: Prompt, letting: _Letting) -> tuple[int, str]:
    """Take what passes the guard. How many sentences did not, and why the model stopped before its end."""
    reports, dropped = Reports(letting.asker.store), 0
    try:
        for sentence in sentences(model.stream(prompt.messages)):
            statement = statement_of(sentence, prompt.sources)
            if statement is None or not is_supported(statement, reports):
                dropped += 1
                if dropped >= _MOST_DROPPED:
                    break
            elif statement not in letting.passed:
                if not letting.has_room(statement):
                    break
                letting.take(statement)
    except ModelError as error:
        _log.warning("%s", error)
        return dropped, str(error)
    return dropped, ""


def _sources(asker: Asker, question: str, extractive: Iterable[Statement], limit: Filter) -> tuple[Source, ...]:
    """The sentences that the extractive answer rests on, then those around them and of the best passages."""
    store = asker.store
    cited = [span for statement in extractive for span in statement.spans]
    holding = [
        passage
        for span in cited
        for passage in store.passages_of(span.document_id)
        if passage.start <= span.start < passage.end
    ]
    found = [hit.passage for hit in search(asker, question, _PASSAGES, limit)]
    sources = [
        Source(Span(passage.document_id, passage.start + start, passage.start + end), passage.text[start:end], label)
        for passage in dict.fromkeys((*holding, *found))
        for label in ["，".join((period_label(passage, "").rstrip("：") or "无年份", *passage.headings[-1:]))]
        for start, end in sentence_spans(passage.text)
    ]
    return tuple(sorted(sources, key=lambda source: not any(_overlap(source.span, span) for span in cited)))


def _overlap(one: Span, other: Span) -> bool:
    return one.document_id == other.document_id and one.start < other.end and other.start < one.end
