"""How a report was read, as HTML. Every text is escaped here."""

from collections.abc import Iterator, Sequence
from html import escape
from urllib.parse import quote

from index.store import Store
from index.types import Document, Section
from ui.languages import Say
from ui.period_words import period_words
from ui.reading_words import reading_words
from ui.show import with_changes

_LONGEST_HEADING = 60


def report_html(store: Store, document: Document, say: Say) -> str:
    """What was counted, the original to download, and behind a click how it was read: periods, terms, warnings."""
    metadata = document.metadata
    facts = [
        ("地方", metadata.place),
        ("年份", metadata.year),
        ("日期", metadata.date),
        ("报告人", metadata.speaker),
        ("页数", metadata.pages),
        ("字数", len(document.text)),
        ("段落", len(store.passages_of(document.id))),
        ("名词", len(document.terms)),
        ("数据", len(store.figures_of(document.id))),
    ]
    shown = "".join(f"<div><dt>{say(name)}</dt><dd>{escape(str(value))}</dd></div>" for name, value in facts if value)
    warnings = "".join(f"<li>{escape(reading_words(each, say))}</li>" for each in document.warnings)
    terms = "、".join(escape(term.name) for term in document.terms)
    original = f"api/documents/{quote(document.id)}/original"
    return (
        f'<div class="wb-report"><h2>{escape(metadata.title)}</h2><dl class="wb-facts">{shown}</dl>'
        + (f'<ul class="wb-warnings">{warnings}</ul>' if warnings else "")
        + f'<p><a href="{original}" download>{say("下载原件")}</a></p>'
        + f"<details><summary>{say('这份报告是怎样读的')}</summary>"
        + f'<ul class="wb-outline">{"".join(_outline(document.sections, say))}</ul>'
        + (f'<p class="wb-names">{say("名词：")}{terms}</p>' if terms else "")
        + "</details></div>"
    )


def _outline(sections: Sequence[Section], say: Say) -> Iterator[str]:
    for section, changes in with_changes(sections):
        heading = section.heading or say("（无标题）")
        cut = heading if len(heading) <= _LONGEST_HEADING else f"{heading[:_LONGEST_HEADING]}…"
        words = period_words(section.period, say) if changes else ""
        period = f' <span class="wb-where">{words}</span>' if words else ""
        yield f'<li class="wb-level-{section.level}">{escape(cut)}{period}</li>'
