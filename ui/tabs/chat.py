"""The tab where questions are asked."""

import json
from collections.abc import Iterator
from typing import Any

from index.types import NO_LIMIT, Filter
from rag.question import MAX_CHARS
from rag.suggest import examples
from ui.conversation import (
    ALL_REPORTS,
    MOST_EXCHANGES,
    Asked,
    Exchange,
    Kept,
    Messages,
    kept_of,
    messages_of,
    read_kept,
    respond,
    stopped,
)
from ui.languages import Say
from ui.quiet_gradio import gr
from ui.readiness import Readiness
from ui.report_choices import choice_to_ask, reports_to_ask
from ui.slot_choices import chosen_limit

_KEY, _WORDING_KEY = "wenbao-conversation", "wenbao-wording"
_OFFICIAL, _PLAIN = "报告原话", "通俗说法"
Shown = tuple[Any, Messages, Any]  # the question box, the messages, what the browser keeps


def chat_tab(readiness: Readiness, page: gr.Blocks, say: Say) -> None:
    """Lay it out, and bind what it does."""
    Chat(readiness, say).bind(page)


class Chat:
    """The components of the tab; ``kept`` is what the browser keeps of the conversation, also over a reload."""

    def __init__(self, readiness: Readiness, say: Say) -> None:
        self.readiness, self.say = readiness, say
        # The key only keeps Gradio from drawing one anew at every start, which would lose what browsers keep.
        self.kept = gr.BrowserState([], storage_key=_KEY, secret=_KEY)
        self.kept_wording = gr.BrowserState(_PLAIN, storage_key=_WORDING_KEY, secret=_WORDING_KEY)
        with gr.Row(elem_id="wb-choices"):
            self.chosen = choice_to_ask(readiness, say)
            self.wording = gr.Radio(
                [(say(each), each) for each in (_OFFICIAL, _PLAIN)],
                value=_PLAIN,
                label=say("说法"),
                show_label=False,
                elem_id="wb-wording",
                visible=readiness.opened().model is not None,
            )
        self.chat = self._messages()
        gr.HTML('<p id="wb-notice" role="status"></p>', elem_id="wb-notice-line", apply_default_css=False)
        self.box = gr.Textbox(
            placeholder=say("输入问题，回车发送"),
            show_label=False,
            label=say("问题"),
            lines=1,
            max_lines=6,
            max_length=MAX_CHARS,
            autofocus=True,
            submit_btn=say("发送"),
            elem_id="wb-question",
        )
        with gr.Row(elem_id="wb-below"):
            gr.HTML(f"<p>{say('回答只用报告里的话，请以原文为准')}</p>")
            gr.HTML(f'<button type="button" id="wb-export">{say("导出")}</button>')
            self.clear = gr.Button(say("清空对话"), size="sm", scale=0, min_width=88, elem_id="wb-clear")
        # Written by page.js: the number of the question that is being edited, and a question to ask again.
        self.editing = gr.Textbox(visible="hidden", elem_id="wb-editing", show_label=False)
        self.steer = gr.Textbox(visible="hidden", elem_id="wb-steer", show_label=False)

    def _messages(self) -> gr.Chatbot:
        welcome = self.say("想了解报告里的什么？")
        hint = self.say("数字、举措、名词都可以问，点回答里的 [1] 就能看原文")
        return gr.Chatbot(
            label=self.say("对话"),
            show_label=False,
            height="62vh",  # for a browser without the style sheet, which fits it to the window
            layout="bubble",
            autoscroll=False,  # it would show the end of a long answer; page.js shows its start
            latex_delimiters=[],
            buttons=[],  # its own copies the HTML of a message
            placeholder=f"**{welcome}**<br>{hint}",
            examples=[{"text": question} for question in examples(self.readiness.opened(), 4)],
            elem_id="wb-chat",
        )

    def bind(self, page: gr.Blocks) -> None:
        """Bind what a person does to what is shown."""
        quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
        inputs = [self.chosen, self.wording, self.kept]
        outputs = [self.box, self.chat, self.kept]
        asking: Any = [
            # Many at a time, as Gradio would drop what is sent before it has heard that the last answer ended;
            # asking.js sends no question twice.
            self.box.submit(self.ask, [self.box, self.editing, *inputs], outputs, trigger_mode="multiple", **quiet),
            self.chat.example_select(self.ask_picked, inputs, outputs, **quiet),
            self.chat.option_select(self.ask_picked, inputs, outputs, **quiet),
            self.steer.change(self.ask_again, [self.steer, *inputs], outputs, **quiet),
            self.wording.input(self.reword, inputs, outputs, **quiet),
        ]
        self.wording.input(lambda chosen: chosen, self.wording, self.kept_wording, **quiet)
        self.box.stop(self.stop, [self.kept], outputs, cancels=asking, **quiet)
        self.clear.click(lambda: (self._free_box(value=""), [], []), outputs=outputs, cancels=asking, **quiet)
        page.load(self.restore, [self.kept, self.kept_wording], [self.chosen, self.wording, self.chat], **quiet)

    def ask(self, question: str, editing: str, chosen: str, wording: str, kept: Kept) -> Iterator[Shown]:
        """Answer what was typed; a question that was edited takes its place, and what followed it goes."""
        if not question.strip():
            yield gr.skip(), gr.skip(), gr.skip()
            return
        exchanges = read_kept(kept)
        earlier = exchanges[: int(editing)] if editing.isdecimal() else exchanges
        yield from self._respond(Asked(question, _limit(chosen), wording == _PLAIN), earlier, value="")

    def ask_picked(self, chosen: str, wording: str, kept: Kept, event: gr.SelectData) -> Iterator[Shown]:
        """Answer an example, or a question that was offered."""
        picked = event.value["text"] if isinstance(event.value, dict) else event.value
        yield from self._respond(Asked(picked, _limit(chosen), wording == _PLAIN), read_kept(kept))

    def ask_again(self, steer: str, chosen: str, wording: str, kept: Kept) -> Iterator[Shown]:
        """Ask a question of the conversation again, with one slot chosen anew or as it was."""
        exchanges = read_kept(kept)
        found = _steered(steer, exchanges)
        if found is None:
            yield gr.skip(), self._messages_of(exchanges), gr.skip()
            return
        number, slot, value = found
        store = self.readiness.opened().store
        limit = exchanges[number].limit
        if slot:
            limit = chosen_limit(slot, value, exchanges[number].slots, limit, store)
        if not {document.id for document in store.documents}.issuperset(limit.documents):
            limit = NO_LIMIT  # the report has left the shelf
        yield from self._respond(Asked(exchanges[number].question, limit, wording == _PLAIN), exchanges[:number])

    def reword(self, chosen: str, wording: str, kept: Kept) -> Iterator[Shown]:
        """Answer the last question again in the other wording."""
        exchanges = read_kept(kept)
        if not exchanges or exchanges[-1].answer is None:
            yield gr.skip(), gr.skip(), gr.skip()
            return
        last = exchanges[-1]
        yield from self._respond(Asked(last.question, last.limit, wording == _PLAIN), exchanges[:-1])

    def stop(self, kept: Kept) -> Shown:
        """Leave the answer as far as it came."""
        exchanges = stopped(read_kept(kept))
        return self._free_box(), self._messages_of(exchanges), kept_of(exchanges)

    def restore(self, kept: Kept, wording: object) -> tuple[Any, Any, Messages]:
        """The reports as they are now, the wording as it was chosen, and the conversation as the browser kept it."""
        reports = gr.update(**reports_to_ask(self.readiness, self.say))
        return reports, _OFFICIAL if wording == _OFFICIAL else _PLAIN, self._messages_of(read_kept(kept))

    def _messages_of(self, exchanges: tuple[Exchange, ...]) -> Messages:
        return messages_of(exchanges, self.readiness.opened().store, self.say)

    def _respond(self, asked: Asked, earlier: tuple[Exchange, ...], **box_anew: Any) -> Iterator[Shown]:
        """Only what was typed leaves the box: an answer asked for otherwise lets a question lie that is being typed."""
        earlier = earlier[-(MOST_EXCHANGES - 1) :]  # shown and kept are counted alike
        box: Any = gr.update(**box_anew, submit_btn=False, stop_btn=self.say("停止"))
        for messages, exchanges in respond(self.readiness, asked, earlier, self.say):
            # With the last words, not after them: a question that is sent in between would be lost.
            yield self._free_box() if exchanges[-1].is_whole else box, messages, kept_of(exchanges)
            box = gr.skip()

    def _free_box(self, **box_anew: Any) -> dict[str, Any]:
        free: dict[str, Any] = gr.update(**box_anew, submit_btn=self.say("发送"), stop_btn=False)
        return free


def _limit(chosen: str) -> Filter:
    return NO_LIMIT if chosen == ALL_REPORTS else Filter(documents=(chosen,))


def _steered(steer: str, exchanges: tuple[Exchange, ...]) -> tuple[int, str, str] | None:
    """The number of the exchange, the slot and its value, as page.js wrote them; None for anything else."""
    try:
        told = json.loads(steer)
        number, slot, value = int(told["index"]), str(told.get("slot", "")), str(told.get("value", ""))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return (number, slot, value) if 0 <= number < len(exchanges) else None
