"""The tab of the glossary."""

from html import escape
from urllib.parse import quote

from ui.fresh import fresh_html
from ui.languages import Say
from ui.quiet_gradio import gr
from ui.readiness import Readiness
from ui.terms_desk import terms_html

_MOST_CHARS = 200


def terms_tab(readiness: Readiness, say: Say) -> None:
    """Lay it out, and bind what it does."""
    query = gr.Textbox(placeholder=say("输入名词、简称或描述里的词"), label=say("查找名词"), elem_id="wb-term")
    downloads = gr.HTML(_downloads("", say), apply_default_css=False)
    shown = fresh_html(lambda: terms_html(readiness.opened().store, "", say), elem_id="wb-terms")

    def look_up(typed: str) -> tuple[str, str]:
        asked = typed[:_MOST_CHARS]
        return terms_html(readiness.opened().store, asked, say), _downloads(asked, say)

    query.change(
        look_up, query, [shown, downloads], api_visibility="private", show_progress="hidden", trigger_mode="always_last"
    )


def _downloads(typed: str, say: Say) -> str:
    asked = escape(f"?q={quote(typed)}" if typed.strip() else "")
    links = " · ".join(
        f'<a href="api/terms.{kind}{asked}" download="terms.{kind}">{kind.upper()}</a>' for kind in ("csv", "docx")
    )
    return f'<p class="wb-empty">{say("下载这些名词：")}{links}</p>'
