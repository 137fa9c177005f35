"""Answers as HTML for the page. Every text is escaped here: no markup of a question or a report ever runs.

Each fragment is one line, as the chat component reads blank lines as Markdown. What page.js has to know stands in
classes, as the component lets no ``data-`` or ``aria-`` attribute through; page.js sets the latter.
"""

import re
from collections.abc import Callable, Sequence
from html import escape

from index.store import Store
from index.types import NO_LIMIT, Filter
from rag.types import Answer, Status, TermDefinition, TracedFigure
from ui.escaped import inline
from ui.languages import Say
from ui.slot_choices import Choice, slot_choices
from ui.sources import sources_html

STATUS_WORDS = {
    Status.ANSWERED: "已回答",
    Status.PARTIAL: "部分回答",
    Status.NOT_FOUND: "报告未提及",
    Status.REFUSED: "不属于报告问题",
}
_MARKER = r"\[(?P<number>\d+)\]"
_Shown = Callable[[re.Match[str]], str]


def question_html(question: str, say: Say) -> str:
    """What a person asked."""
    return f'<div class="wb-user">{inline(question)}</div>{_button("wb-edit", say("修改"))}'


def waiting_html(say: Say) -> str:
    """An answer of which nothing has been checked yet."""
    return f'<div class="wb-answer wb-waiting"><p class="wb-told" role="status">{say("正在查报告")}</p></div>'


def partial_html(text: str) -> str:
    """An answer that is still being written."""
    return f'<div class="wb-answer">{_paragraphs(text)}</div>'


def broken_html(text: str, told: str, say: Say) -> str:
    """An answer that was stopped or failed, as far as it came, and why."""
    again = f'<div class="wb-actions">{_button("wb-again", say("重新回答"))}</div>'
    said = _paragraphs(text) if text else ""
    return f'<div class="wb-answer wb-broken">{said}<p class="wb-told" role="status">{inline(told)}</p>{again}</div>'


def answer_html(answer: Answer, store: Store, say: Say, limit: Filter = NO_LIMIT) -> str:
    """An answer: what was understood, how far it goes, its words, its citations, and what can be done with it.

    ``limit`` is what the person had it limited to.
    """
    status = f'<span class="wb-status wb-{answer.status}">{say(STATUS_WORDS[answer.status])}</span>'
    notes = ["✓ 数字已核对"] * bool(answer.figures) + ["通俗说法"] * answer.generator.startswith("llm:")
    checked = "".join(f'<span class="wb-checked">{say(note)}</span>' for note in notes)
    warnings = "".join(f'<p class="wb-told">{inline(_warning(each, say))}</p>' for each in answer.warnings)
    return (
        f'<div class="wb-answer wb-id-{escape(answer.id)}">'
        f'<div class="wb-top">{status}{checked}{_chips(answer, store, say, limit)}</div>'
        f"{_paragraphs(answer.text, answer.figures, answer.terms, say)}{warnings}"
        f"{sources_html(answer, store, say)}{_actions(say)}</div>"
    )


def _warning(told: str, say: Say) -> str:
    """What happened to an answer, without the cause in brackets, which the server's log has."""
    told = re.sub(r"（.*）", "", told)
    said = say(re.sub(r"\d+", "{}", told))
    for number in re.findall(r"\d+", told):
        said = said.replace("{}", number, 1)
    return said


def _chips(answer: Answer, store: Store, say: Say, limit: Filter) -> str:
    """What was understood, each a choice of its own: another one asks again."""
    if answer.status is Status.REFUSED:
        return ""
    return "".join(_chip(choice, say) for choice in slot_choices(answer.slots, store, say, limit))


def _chip(choice: Choice, say: Say) -> str:
    options = "".join(
        f'<option value="{escape(value)}"{" selected" if value == choice.chosen else ""}>{escape(say(label))}</option>'
        for value, label in choice.options
    )
    label = escape(say(choice.label))
    return f'<select class="wb-chip wb-slot-{choice.slot}" title="{label}">{options}</select>'


def _actions(say: Say) -> str:
    buttons = (("wb-copy", "复制"), ("wb-again", "重新回答"), ("wb-vote wb-up", "有用"), ("wb-vote wb-down", "没用"))
    return f'<div class="wb-actions">{"".join(_button(name, say(label)) for name, label in buttons)}</div>'


def _button(name: str, label: str) -> str:
    return f'<button type="button" class="{name}">{escape(label)}</button>'


def _paragraphs(
    text: str,
    figures: Sequence[TracedFigure] = (),
    terms: Sequence[TermDefinition] = (),
    say: Say = str,
) -> str:
    """The lines, with markers to open, figures marked as traced, and each term's first use with its definition."""
    known = {term.name: term for term in terms}
    wanted = sorted({*known, *(figure.text for figure in figures)}, key=len, reverse=True)
    found = "|".join((_MARKER, *(rf"(?<![\d.]){re.escape(each)}" for each in wanted if each)))

    def shown(match: re.Match[str]) -> str:
        if match["number"]:
            return _marker(match["number"], say)
        term = known.pop(match.group(), None)
        if term is not None:
            return _defined(term)
        if any(match.group() == figure.text for figure in figures):
            return f'<span class="wb-traced" title="{say("见出处，已核对")}">{inline(match.group())}</span>'
        return inline(match.group())

    return "".join(f"<p>{_replaced(found, shown, line)}</p>" for line in text.split("\n"))


def _replaced(pattern: str, shown: _Shown, line: str) -> str:
    """What the pattern finds as ``shown`` makes it, all between it escaped."""
    pieces, end = [], 0
    for match in re.finditer(pattern, line):
        pieces += [inline(line[end : match.start()]), shown(match)]
        end = match.end()
    return "".join((*pieces, inline(line[end:])))


def _marker(number: str, say: Say) -> str:
    return f'<a class="wb-mark" href="#" role="button" title="{say("查看出处")}">[{number}]</a>'


def _defined(term: TermDefinition) -> str:
    name, definition = inline(term.name), inline(term.definition)
    return f'<span class="wb-defined">{name}<span class="wb-tip" role="tooltip">{definition}</span></span>'
