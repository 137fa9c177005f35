"""HTML that is made anew for each visitor, as the shelf may have changed since the page was laid out."""

from collections.abc import Callable
from typing import Any

from ui.quiet_gradio import gr


def fresh_html(make: Callable[[], str], **options: Any) -> gr.HTML:
    """As ``gr.HTML(make)``, without the clock that Gradio shows meanwhile."""
    laid_out = gr.HTML(make(), apply_default_css=False, **options)
    gr.on(None, make, None, laid_out, api_visibility="private", show_progress="hidden")
    return laid_out
