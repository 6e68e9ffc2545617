"""Questions to answer before an operation of this lesson is run."""

from __future__ import annotations

from catalog.course.lessons.conditions import answers, found, raises, succeeds
from catalog.course.lessons.question import Question

QUESTIONS: dict[str, Question] = {
    "replace_with_dict": Question(
        "request.session is an ordinary dictionary now. Will the name be stored?",
        {"Yes": found("saved"), "No, and nothing says so": succeeds},
    ),
    "without_session": Question(
        "What does a view get that reads request.session where there is none?",
        {
            "An empty session": succeeds,
            "A KeyError": raises("KeyError"),
            "An AttributeError": raises("AttributeError"),
        },
    ),
    "authenticate_without_session": Question(
        "Log-ins are kept in the session. Who is request.user where there is none?",
        {
            "AnonymousUser": answers("AnonymousUser"),
            "Nobody: ImproperlyConfigured is raised": raises("ImproperlyConfigured"),
            "Nobody: AttributeError is raised": raises("AttributeError"),
        },
    ),
}
