"""The tab of the glossary."""

from html import escape
from urllib.parse import urlencode

from index.terms import find_terms
from ui.fresh import fresh_html
from ui.languages import Say, language_of
from ui.quiet_gradio import gr
from ui.readiness import Readiness
from ui.terms_desk import terms_html

_MOST_CHARS = 200


def terms_tab(readiness: Readiness, say: Say) -> None:
    """Lay it out, and bind what it does."""
    query = gr.Textbox(placeholder=say("输入名词、简称或描述里的词"), label=say("查找名词"), elem_id="wb-term")

    def found(typed: str) -> str:
        return terms_html(readiness.opened().store, typed[:_MOST_CHARS], say)

    def found_files(typed: str) -> str:
        typed = typed[:_MOST_CHARS]
        return _downloads(typed, say) if find_terms(readiness.opened().store.documents, typed) else ""

    downloads = fresh_html(lambda: found_files(""))
    shown = fresh_html(lambda: found(""), elem_id="wb-terms")

    def look_up(typed: str) -> tuple[str, str]:
        return found(typed), found_files(typed)

    query.change(
        look_up, query, [shown, downloads], api_visibility="private", show_progress="hidden", trigger_mode="always_last"
    )


def _downloads(typed: str, say: Say) -> str:
    """The links that download what is found."""
    asked = {"q": typed} if typed.strip() else {}
    table = escape(urlencode({**asked, "lang": language_of(say)}))
    return (
        f'<p class="wb-downloads">{say("下载这些名词：")}<a href="api/terms.csv?{table}" download="terms.csv">CSV</a>'
        f' <a href="api/terms.docx?{escape(urlencode(asked))}" download="terms.docx">DOCX</a></p>'
    )
