"""When each answer to a question is true, decided from what is seen outside of the course."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from catalog.course.exchange.run import Ran
from tests.course.exchange.truth.observation import Observation
from tests.course.exchange.truth.oracle import Facts, equal


class Outcome(Facts):
    """The facts of an exchange, with what its view answered and raised."""

    def __init__(self, ran: Ran, seen: Observation) -> None:
        """Take the answer, and what was seen."""
        super().__init__(seen)
        self.text = "" if ran.response.streaming else ran.response.content.decode()
        raised = type(ran.raised).__name__ if ran.raised else ""
        self.raised = raised or seen.raised_while_saving
        self.stored = self.after or {}

    @property
    def changed_in_store(self) -> bool:
        """Whether the browser finds other contents than before."""
        return not equal(self.stored, self.had)

    @property
    def written_or_sent(self) -> bool:
        """Whether the session was written to its store, or sent to the browser that keeps it."""
        return self.written or self.gives or not self.store_is_as_before

    def goes_up_by(self, amount: int) -> bool:
        """Return whether there was a count, and it is higher by ``amount``."""
        return "num_visits" in self.had and self.stored.get("num_visits") == self.had["num_visits"] + amount

    @property
    def own_before(self) -> dict[str, Any]:
        """The entries that are not Django's, before."""
        return {name: value for name, value in self.had.items() if not str(name).startswith("_")}


def _wheels(contents: dict[str, Any]) -> Any:
    car = contents.get("my_car")
    return car.get("wheels") if isinstance(car, dict) else None


Test = Callable[[Outcome], bool]
NEVER: Test = lambda it: False  # noqa: E731  (an answer that no session makes true)

TRUE_WHEN: dict[str, dict[str, Test]] = {
    "say_hello": {
        "Yes, every visitor gets one": NEVER,
        "No, none is sent": lambda it: it.seen.set_cookie is None,
    },
    "recognize": {"Yes, to note the visit": NEVER, "No": lambda it: not it.written_or_sent},
    "delete_cookie": {
        "It is deleted too": lambda it: it.before is not None and it.old is None,
        "It stays in the store": lambda it: not it.seen.signed and it.before is not None and it.old is not None,
        "There was none": lambda it: it.seen.cookie_in not in it.seen.start,
    },
    "count_visit_in_place": {
        "A KeyError: there is no count yet": lambda it: it.raised == "KeyError" and "num_visits" not in it.had,
        "Visit number 1: a missing count is taken for 0": NEVER,
        "The next number: the count is there": lambda it: it.goes_up_by(1),
    },
    "count_and_redirect": {"Yes": lambda it: it.changed_in_store, "No, a redirect is no page": NEVER},
    "count_in_two_tabs": {
        "By 2": NEVER,
        "By 1": lambda it: it.goes_up_by(1),
        "Not at all: there is no count yet": lambda it: "num_visits" not in it.had and not it.changed_in_store,
    },
    "replace_with_dict": {"Yes": NEVER, "No, and nothing says so": lambda it: it.seen.status == 200 and not it.gives},
    "without_session": {
        "An empty session": NEVER,
        "A KeyError": NEVER,
        "An AttributeError": lambda it: it.raised == "AttributeError",
    },
    "authenticate_without_session": {
        "AnonymousUser": NEVER,
        "Nobody: ImproperlyConfigured is raised": lambda it: it.raised == "ImproperlyConfigured",
        "Nobody: AttributeError is raised": NEVER,
    },
    "get_value_or_default": {"Yes, get() sets it": NEVER, "No, get() only reads": lambda it: not it.written_or_sent},
    "loop_over_session": {
        "Its keys": NEVER,
        "KeyError: 0": lambda it: it.raised == "KeyError",
        "A TypeError": NEVER,
    },
    "compare_with_dict": {"Yes": NEVER, "No": lambda it: it.text == "False"},
    "set_default": {
        "Yes: the entry is missing, so the default is stored": lambda it: (
            "my_bicycle" not in it.had and "my_bicycle" in it.stored
        ),
        "No: the entry is there, so its value is read": lambda it: "my_bicycle" in it.had,
        "No, it is another name for get()": NEVER,
    },
    "brackets_in_async_view": {
        "The count": lambda it: it.seen.status == 200 and it.text == str(it.had.get("num_visits")),
        "SynchronousOnlyOperation": lambda it: it.raised == "SynchronousOnlyOperation",
        "A KeyError: there is no session to load": lambda it: it.raised == "KeyError" and it.before is None,
    },
    "write_again": {
        "Yes": lambda it: it.written or it.gives,
        "No, nothing is different": NEVER,
        "A KeyError: there is no value": lambda it: it.raised == "KeyError",
    },
    "set_to_none": {"Guest, its default": NEVER, "None": lambda it: it.text == "None"},
    "clear_session": {
        "A row without entries, under the same key": lambda it: it.same_cookie and it.after == {} and it.written,
        "No row at all": NEVER,
    },
    "flush_session": {
        "A new key": NEVER,
        "The order to drop its cookie": lambda it: it.deletes,
        "Nothing": lambda it: it.seen.set_cookie is None and it.seen.cookie_in is None,
    },
    "change_wheels": {
        "alloy": lambda it: _wheels(it.stored) == "alloy",
        "What they were before": lambda it: _wheels(it.stored) == _wheels(it.had) is not None,
        "It does not come to that: there is no car with wheels": lambda it: it.seen.view_raised,
    },
    "append_to_cart": {
        "Yes, it is saved": lambda it: len(it.stored.get("cart", [])) == len(it.had.get("cart", [])) + 1,
        "No, it is in memory alone": lambda it: it.stored.get("cart") == it.had.get("cart") is not None,
    },
    "fail_after_change": {"Yes": NEVER, "No": lambda it: it.seen.status == 500 and not it.changed_in_store},
    "save_then_fail": {
        "Yes": lambda it: it.stored.get("step") == 5,
        "No, an error takes all of it back": NEVER,
    },
    "cycle_key": {
        "It stays, and the old key still opens it": NEVER,
        "There was none": lambda it: it.seen.cookie_in is None,
        "It is deleted": lambda it: it.before is not None and it.old is None and it.after is not None,
    },
    "create_session": {
        "It stays, and the old key still opens it": lambda it: it.old is not None and not it.same_cookie,
        "There was none": lambda it: it.seen.cookie_in is None,
        "It is deleted": NEVER,
    },
    "flush_then_store": {
        "The order to drop its cookie": NEVER,
        "A cookie with a new key": lambda it: it.gives and not it.same_cookie,
        "Nothing: it keeps the key it has": NEVER,
    },
    "store_date": {
        "The answer, and the date is stored as text": NEVER,
        "An error inside the view": NEVER,
        "An error after the view": lambda it: it.raised == "TypeError" and not it.seen.view_raised,
    },
    "read_integer_key": {
        "The text that was stored": lambda it: it.seen.status == 200 and 7 in it.had,
        "A KeyError": lambda it: it.raised == "KeyError" and "7" in it.had,
    },
    "read_tuple": {
        "A tuple": lambda it: isinstance(it.had.get("point"), tuple),
        "A list": lambda it: isinstance(it.had.get("point"), list),
        "A KeyError: there is none": lambda it: it.raised == "KeyError" and "point" not in it.had,
        "Something else: another view stored it": NEVER,
    },
    "decode_forged": {
        "It raises an exception": NEVER,
        "It gives an empty dictionary": lambda it: it.text == "{}",
        "It gives the data all the same": NEVER,
    },
    "expire_after_timedelta": {
        "A number of seconds": NEVER,
        "The moment of the end, as text": lambda it: isinstance(it.stored.get("_session_expiry"), str),
        "Nothing: it goes into the cookie alone": NEVER,
    },
    "expire_with_browser": {
        "0 s": NEVER,
        "As many seconds as without this line": lambda it: it.text.startswith("1209600"),
    },
    "expire_at_naive_datetime": {
        "At once, in set_expiry()": NEVER,
        "After the view, when it saves": lambda it: bool(it.seen.raised_while_saving) and not it.seen.view_raised,
        "Never: it takes the time zone of the site": NEVER,
    },
    "set_test_cookie": {"Yes": lambda it: it.text.endswith("True"), "No": NEVER},
    "log_in": {
        "You get a new one": lambda it: it.gives and not it.same_cookie,
        "It stays the same": lambda it: it.same_cookie and it.had.get("_auth_user_id") is not None,
    },
    "log_in_as_another": {
        "There were none": lambda it: not it.own_before,
        "All of them": lambda it: bool(it.own_before) and it.own_before.items() <= it.stored.items(),
        "None of them": lambda it: not set(it.own_before) & set(it.stored),
    },
    "compare_user_id": {
        "Yes": NEVER,
        "No: one is text, the other a number": lambda it: it.text.endswith("False"),
        "A KeyError: nobody is logged in": lambda it: it.raised == "KeyError" and "_auth_user_id" not in it.had,
    },
    "log_out": {"All but the log-in": NEVER, "Nothing": lambda it: not it.stored and bool(it.own_before)},
    "log_in_then_fail": {
        "There was no key": lambda it: it.seen.cookie_in is None,
        "The session as it was before": lambda it: it.same_cookie and it.before is not None and equal(it.after, it.had),
        "Nothing": lambda it: it.after is None,
    },
}
