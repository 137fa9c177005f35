"""Text as HTML that the chat component, which reads Markdown, shows as it is."""

import re
from html import escape


def inline(text: str) -> str:
    """Escaped for HTML and for Markdown: what Markdown would read as a sign is written as a character reference."""
    escaped = re.sub(r"\r\n?|\n", "<br>", escape(text))
    return re.sub(r"[\\`*_~$|]", lambda sign: f"&#{ord(sign.group())};", escaped)
