"""Questions to answer before an operation is run. The run itself decides what was right."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.course.exchange.run import Exchange
from catalog.course.lessons.conditions import (
    Outcome,
    answers,
    deletes_the_cookie,
    expiry_of,
    goes_up_by,
    had_no_row,
    has_new_key,
    has_no_row,
    has_row,
    is_not_saved,
    is_saved,
    keeps_its_key,
    leaves_the_old_row,
    own_entries,
    raises,
    sends_a_cookie,
    sends_nothing,
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question about what a run will do. ``choices`` gives each answer the test that its coming true passes."""

    text: str
    choices: dict[str, Outcome]

    def right_answer(self, exchange: Exchange) -> str | None:
        """Return the first answer that came true, or ``None`` if the session was in no state to ask about."""
        return next((answer for answer, came_true in self.choices.items() if came_true(exchange)), None)


# The questions, by the name of the operation that they stand before.
QUESTIONS: dict[str, Question] = {
    "say_hello": Question(
        "This view never mentions the session. Does the answer bring you a session cookie?",
        {"Yes, every visitor gets one": sends_a_cookie, "No, none is sent": sends_nothing},
    ),
    "recognize": Question(
        "The view only reads. Is the session written to the store?",
        {"Yes, to note the visit": is_saved, "No": is_not_saved},
    ),
    "delete_cookie": Question(
        "The answer deletes the cookie. What becomes of the row?",
        {
            "It is deleted too": lambda exchange: exchange.row_before is not None and exchange.old_row is None,
            "It stays in the store": leaves_the_old_row,
            "There was none": lambda exchange: exchange.row_before is None,
        },
    ),
    "replace_with_dict": Question(
        "request.session is an ordinary dictionary now. Will the name be stored?",
        {"Yes": is_saved, "No, and nothing says so": is_not_saved},
    ),
    "without_session": Question(
        "What does a view get that reads request.session where there is none?",
        {
            "An empty session": lambda exchange: exchange.error is None,
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
    "count_visit_in_place": Question(
        "One line instead of three. What comes of it, with your session as it is now?",
        {
            "A KeyError: there is no count yet": raises("KeyError"),
            "Visit number 1: a missing count is taken for 0": answers("This is visit number 1."),
            "The next number: the count is there": is_saved,
        },
    ),
    "count_and_redirect": Question(
        "The view answers with a redirect. Is the count saved?",
        {"Yes": is_saved, "No, a redirect is no page": is_not_saved},
    ),
    "count_in_two_tabs": Question(
        "Each tab adds 1 to the count. By how much does it go up?",
        {
            "By 2": goes_up_by(2),
            "By 1": goes_up_by(1),
            "Not at all: there is no count yet": goes_up_by(0),
        },
    ),
    "get_value_or_default": Question(
        "The default comes back if the key is missing. Is it stored, too?",
        {"Yes, get() sets it": is_saved, "No, get() only reads": is_not_saved},
    ),
    "loop_over_session": Question(
        "A dictionary gives its keys to a loop. What does a session give?",
        {
            "Its keys": lambda exchange: exchange.error is None,
            "KeyError: 0": raises("KeyError"),
            "A TypeError": raises("TypeError"),
        },
    ),
    "compare_with_dict": Question(
        "Both hold the same entries. Are they equal?",
        {"Yes": answers("True"), "No": answers("False")},
    ),
    "set_default": Question(
        "setdefault() reads. Does it also write?",
        {
            "Yes: the key is missing, so the default is stored": is_saved,
            "No: the key is there, so its value is read": lambda exchange: bool(exchange.before) and not exchange.saved,
            "No, it is another name for get()": is_not_saved,
        },
    ),
    "brackets_in_async_view": Question(
        "This view is async, and the brackets are not. What comes of it?",
        {
            "The count": lambda exchange: exchange.error is None,
            "SynchronousOnlyOperation": raises("SynchronousOnlyOperation"),
            "A KeyError: there is no session to load": raises("KeyError"),
        },
    ),
    "write_again": Question(
        "The value is the same as before. Does Django write it to the store?",
        {
            "Yes": is_saved,
            "No, nothing is different": lambda exchange: exchange.error is None,
            "A KeyError: there is no value": raises("KeyError"),
        },
    ),
    "set_to_none": Question(
        "The value is None now. What does get() give back?",
        {"Guest, its default": answers("Guest"), "None": answers("None")},
    ),
    "clear_session": Question(
        "All entries go. What do you have afterwards?",
        {
            "A row without entries, under the same key": has_row,
            "No row at all": has_no_row,
        },
    ),
    "flush_session": Question(
        "What does the browser get?",
        {
            "A new key": has_new_key,
            "The order to drop its cookie": deletes_the_cookie,
            "Nothing": sends_nothing,
        },
    ),
    "change_wheels": Question(
        "What will the wheels be on the next request?",
        {
            "alloy": is_saved,
            "What they were before": lambda exchange: exchange.error is None and not exchange.saved,
            "It does not come to that: there is no car with wheels": lambda exchange: exchange.error is not None,
        },
    ),
    "append_to_cart": Question(
        "The view answers with the new item in the list. Is the item still there on the next request?",
        {"Yes, it is saved": is_saved, "No, it is in memory alone": is_not_saved},
    ),
    "fail_after_change": Question(
        "The view breaks after the change. Is the change stored?",
        {"Yes": is_saved, "No": is_not_saved},
    ),
    "save_then_fail": Question(
        "The view saves, and breaks after that. Is the change stored?",
        {"Yes": is_saved, "No, an error takes all of it back": is_not_saved},
    ),
    "cycle_key": Question(
        "A new key for the same contents. What becomes of the old row?",
        {
            "It stays, and the old key still opens it": leaves_the_old_row,
            "There was none": had_no_row,
            "It is deleted": has_new_key,
        },
    ),
    "create_session": Question(
        "create() gives a new key. What becomes of the old row?",
        {
            "It stays, and the old key still opens it": leaves_the_old_row,
            "There was none": had_no_row,
            "It is deleted": has_new_key,
        },
    ),
    "flush_then_store": Question(
        "flush() throws the session away, and the next line stores something. What does the browser get?",
        {
            "The order to drop its cookie": deletes_the_cookie,
            "A cookie with a new key": has_new_key,
            "Nothing: it keeps the key it has": keeps_its_key,
        },
    ),
    "log_in": Question(
        "You log in. What becomes of the key?",
        {"You get a new one": has_new_key, "It stays the same": keeps_its_key},
    ),
    "log_in_as_another": Question(
        "You log in, and your session has other entries. Which of them are left?",
        {
            "There were none": lambda exchange: not own_entries(exchange.before),
            "All of them": lambda exchange: own_entries(exchange.before).items() <= exchange.stored_after.items(),
            "None of them": lambda exchange: not own_entries(exchange.stored_after),
        },
    ),
    "compare_user_id": Question(
        "The session holds the number of the user. Is it equal to user.pk?",
        {
            "Yes": lambda exchange: exchange.result.endswith("True"),
            "No: one is text, the other a number": lambda exchange: exchange.result.endswith("False"),
            "A KeyError: nobody is logged in": raises("KeyError"),
        },
    ),
    "log_out": Question(
        "You log out. What is left of your other entries?",
        {
            "All but the log-in": lambda exchange: bool(exchange.stored_after),
            "Nothing": lambda exchange: not exchange.stored_after,
        },
    ),
    "log_in_then_fail": Question(
        "The log-in works, and then the view breaks. What does the key of the browser open now?",
        {
            "There was no key": lambda exchange: exchange.cookie_in is None,
            "The session as it was before": lambda exchange: exchange.row_after is not None,
            "Nothing": lambda exchange: exchange.row_after is None,
        },
    ),
    "expire_after_timedelta": Question(
        "What does Django put into the session for a timedelta?",
        {
            "A number of seconds": lambda exchange: isinstance(expiry_of(exchange), int),
            "The moment of the end, as text": lambda exchange: isinstance(expiry_of(exchange), str),
            "Nothing: it goes into the cookie alone": lambda exchange: expiry_of(exchange) is None,
        },
    ),
    "expire_with_browser": Question(
        "The session is to end with the browser. What does get_expiry_age() say?",
        {
            "0 s": lambda exchange: exchange.result.startswith("0 s"),
            "As many seconds as without this line": lambda exchange: not exchange.result.startswith("0 s"),
        },
    ),
    "expire_at_naive_datetime": Question(
        "The site has USE_TZ = True, and this moment has no time zone. When does Django say so?",
        {
            "At once, in set_expiry()": lambda exchange: exchange.error is not None and not exchange.error.while_saving,
            "After the view, when it saves": lambda exchange: exchange.error is not None,
            "Never: it takes the time zone of the site": lambda exchange: exchange.error is None,
        },
    ),
    "set_test_cookie": Question(
        "The browser has not answered yet. Does test_cookie_worked() say True already?",
        {
            "Yes": lambda exchange: exchange.result.endswith("True"),
            "No": lambda exchange: exchange.result.endswith("False"),
        },
    ),
    "store_date": Question(
        "The view stores a date, and answers. What does the visitor get?",
        {
            "The answer, and the date is stored as text": lambda exchange: exchange.error is None,
            "An error inside the view": lambda exchange: exchange.error is not None and not exchange.error.while_saving,
            "An error after the view": raises("TypeError"),
        },
    ),
    "read_integer_key": Question(
        "A request before this one stored a text under the number 7. What does the number find now?",
        {"The text that was stored": lambda exchange: exchange.error is None, "A KeyError": raises("KeyError")},
    ),
    "read_tuple": Question(
        "A tuple was stored. What comes back?",
        {
            "A tuple": answers("tuple"),
            "A list": answers("list"),
            "A KeyError: there is none": raises("KeyError"),
            "Something else: another view stored it": lambda exchange: exchange.error is None,
        },
    ),
    "decode_forged": Question(
        "The text was changed, so the signature is wrong. What does decode() do?",
        {
            "It raises an exception": lambda exchange: exchange.error is not None,
            "It gives an empty dictionary": answers("{}"),
            "It gives the data all the same": lambda exchange: exchange.error is None,
        },
    ),
}
