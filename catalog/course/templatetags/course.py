"""Template tags with which the prose of a lesson calls for what is live."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import HtmlDjangoLexer, PythonLexer, TextLexer

from catalog.course.lessons.building import find_snippet
from catalog.course.lessons.collection import QUESTIONS
from catalog.course.lessons.operation import all_operations

register = template.Library()

LEXERS: dict[str, type[Lexer]] = {"py": PythonLexer, "html": HtmlDjangoLexer}


@register.filter
@lru_cache(maxsize=512)  # what is shown is the course's own source, and the same each time
def python(source: str) -> SafeString:
    """Return Python source as highlighted HTML, a span for each line. The style sheet numbers the lines."""
    return _in_lines(source, PythonLexer())


@register.filter
@lru_cache(maxsize=512)
def highlighted(source: str, path: str) -> SafeString:
    """Return the source of a file as HTML like that of ``python``, in the language that the path's ending tells."""
    return _in_lines(source, LEXERS.get(path.rpartition(".")[2], TextLexer)())


def _in_lines(source: str, lexer: Lexer) -> SafeString:
    colored = highlight(source, lexer, HtmlFormatter(nowrap=True)).rstrip("\n")
    # Pygments has escaped the source, and the only other thing in it is its own spans.
    lines = ((mark_safe(line),) for line in colored.split("\n"))  # noqa: S308
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


@register.inclusion_tag("course/lessons/build.html", name="build", takes_context=True)
def build_file(context: template.Context, path: str, part: str = "") -> dict[str, Any]:
    """Print a file from the folder ``build/`` of the lesson on this page, or the marked part of it."""
    return {"snippet": find_snippet(context["lesson"].slug, path, part)}
