"""The tab where questions are asked."""

from collections.abc import Iterator

from rag.suggest import examples
from ui.conversation import Messages, Shown, Turns, respond
from ui.quiet_gradio import gr
from ui.readiness import Readiness
from ui.report_choices import choice_to_ask


def chat_tab(readiness: Readiness) -> None:
    """Lay it out, and bind what it does."""
    turns = gr.State([])
    chosen = choice_to_ask(readiness)
    chat = gr.Chatbot(
        label="对话",
        show_label=False,
        height="62vh",  # for a browser without the style sheet, which fits it to the window
        layout="bubble",
        autoscroll=False,  # it would show the end of a long answer; page.js shows its start
        latex_delimiters=[],
        buttons=[],  # its own copies the HTML of a message
        placeholder="**想了解报告里的什么？**<br>数字、举措、名词都可以问，点回答里的 [1] 就能看原文",
        examples=[{"text": question} for question in examples(readiness.opened(), 4)],
        elem_id="wb-chat",
    )
    box = gr.Textbox(
        placeholder="输入问题，回车发送",
        show_label=False,
        label="问题",
        lines=1,
        max_lines=6,
        autofocus=True,
        submit_btn="发送",
        elem_id="wb-question",
    )
    with gr.Row(elem_id="wb-below"):
        gr.HTML("<p>回答只用报告里的话，请以原文为准</p>")
        clear = gr.Button("清空对话", size="sm", scale=0, min_width=88, elem_id="wb-clear")
    clear.click(lambda: ([], []), outputs=[chat, turns], api_visibility="private", show_progress="hidden")
    inputs, outputs = [box, chosen, chat, turns], [box, chat, turns]

    def answer(question: str, chosen: str, messages: Messages, turns: Turns) -> Iterator[Shown]:
        yield from respond(readiness, question, chosen, messages, turns)

    def picked_example(chosen: str, messages: Messages, turns: Turns, event: gr.SelectData) -> Iterator[Shown]:
        yield from respond(readiness, event.value["text"], chosen, messages, turns)

    def picked_option(chosen: str, messages: Messages, turns: Turns, event: gr.SelectData) -> Iterator[Shown]:
        yield from respond(readiness, event.value, chosen, messages, turns)

    box.submit(answer, inputs, outputs, api_visibility="private", show_progress="hidden")
    chat.example_select(picked_example, inputs[1:], outputs, api_visibility="private", show_progress="hidden")
    chat.option_select(picked_option, inputs[1:], outputs, api_visibility="private", show_progress="hidden")
