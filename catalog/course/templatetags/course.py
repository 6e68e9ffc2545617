"""Template tags with which the prose of a lesson calls for what is live."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from catalog.course.lessons.collection import QUESTIONS
from catalog.course.lessons.operation import all_operations

register = template.Library()


@register.filter
@lru_cache(maxsize=512)  # what is shown is the course's own source, and the same each time
def python(source: str) -> SafeString:
    """Return Python source as highlighted HTML, a span for each line. The style sheet numbers the lines."""
    highlighted = highlight(source, PythonLexer(), HtmlFormatter(nowrap=True)).rstrip("\n")
    # Pygments has escaped the source, and the only other thing in it is its own spans.
    lines = ((mark_safe(line),) for line in highlighted.split("\n"))  # noqa: S308
    return format_html_join("\n", '<span class="line">{}</span>', lines)


@register.filter
def coded(text: str) -> SafeString:
    """Return ``text`` with what stands between backticks as code."""
    parts = text.split("`")
    tags = (("{}", "<code>{}</code>")[place % 2] for place in range(len(parts)))
    return format_html_join("", "{}", ((format_html(tag, part),) for tag, part in zip(tags, parts, strict=True)))


@register.inclusion_tag("course/lessons/operation.html", name="operation", takes_context=True)
def operation_card(context: template.Context, name: str) -> dict[str, Any]:
    """Draw the card of the operation called ``name``: its source, its inputs, its question and its last result."""
    found = all_operations()[name]
    result, refusal = context.get("results", {}).get(name), context.get("refusals", {}).get(name)
    typed = context.get("typed", {}) if result or refusal else {}
    return {
        "operation": found,
        "inputs": [
            {"name": one.name, "label": one.label, "type": one.type, "value": typed.get(one.name, one.default)}
            for one in found.inputs
        ],
        "question": QUESTIONS.get(name),
        "answered": typed.get("answer", ""),
        "result": result,
        "refusal": refusal,
        "done": name in context.get("done", ()),
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_tag
def operation_link(name: str) -> SafeString:
    """Return a link to the operation called ``name``, on the page of its lesson."""
    found = all_operations()[name]
    return format_html('<a href="/sessions/{}/#{}">{}</a>', found.lesson, name, found.title)
