"""The names of ``request.session``."""

from __future__ import annotations

from catalog.course.reference.shown.shown import Shown, live

_SYNC = {
    "__bool__": live(
        "is_it_true",
        "Says whether the session has a key or an entry in memory. Without it, every session is true.",
        newer=True,
    ),
    "__contains__": live("is_key_there", "Runs for key in request.session, and says whether there is such an entry."),
    "__delitem__": live("delete_value", "Runs for del request.session[key]. Raises KeyError for a missing key."),
    "__getitem__": live("read_value", "Runs for request.session[key]. Raises KeyError for a missing key."),
    "__setitem__": live("set_value write_again", "Runs for request.session[key] = value, and marks a change, always."),
    "clear": live("clear_session clear_in_async_view", "Removes every entry and keeps the key."),
    "clear_expired": live(
        "clear_expired",
        "Deletes the stored sessions whose time is over. With cache and signed_cookies it does nothing. A file whose "
        "expiry is a number stays, and a copy that cached_db has in the cache still opens.",
    ),
    "create": live(
        "create_session create_twice read_then_create",
        "Gives the session a new key and stores it at once. What was stored under the old key stays. With "
        "signed_cookies it only marks a change.",
    ),
    "cycle_key": live(
        "cycle_key",
        "Gives the same contents a new key, and deletes what was stored under the old one. With signed_cookies a copy "
        "of the old cookie still opens.",
    ),
    "decode": live(
        "encode_and_decode decode_forged",
        "Turns a stored text into a dictionary: an empty one if its signature is wrong, as after a change of the text.",
    ),
    "delete": live(
        "delete_row delete_row_then_write",
        "Deletes what is stored under a key: the session's own unless you give one. With signed_cookies it empties the "
        "session in memory, whatever key you give.",
    ),
    "delete_test_cookie": live("delete_test_cookie", "Removes the test entry. Raises KeyError if there is none."),
    "encode": live(
        "encode_and_decode read_without_secret_key",
        "Turns a dictionary into the signed text that a database row or a file holds.",
    ),
    "exists": live(
        "does_key_exist",
        "Says whether the store has something under a key. An expired row or file counts too. With signed_cookies it "
        "always says False.",
    ),
    "flush": live(
        "flush_session flush_key",
        "Removes the entries, deletes the stored session and drops the key. The response deletes the cookie, if the "
        "browser sent one and you store nothing afterwards. With signed_cookies a copy of the cookie still opens.",
    ),
    "get": live("get_value get_value_or_default", "Returns the value under a key, or the default for a missing one."),
    "get_expire_at_browser_close": live("read_expiry", "Says whether the cookie ends when the browser closes."),
    "get_expiry_age": live(
        "read_expiry expire_with_browser",
        "Returns how many seconds the session lasts if it is saved now: all of an expiry in seconds, and what is left "
        "until a fixed moment. For an expiry of 0 it returns SESSION_COOKIE_AGE all the same.",
    ),
    "get_expiry_date": live("read_expiry", "Returns the moment at which the session ends if it is saved now."),
    "get_session_cookie_age": live(
        "read_cookie_age", "Returns SESSION_COOKIE_AGE. An engine of your own can return something else."
    ),
    "has_key": live("has_key", "Says the same as key in request.session."),
    "is_empty": live(
        "is_session_empty is_it_true", "Says whether the session has no key and, as far as it is loaded, no entry."
    ),
    "items": live("list_items", "Returns the keys with their values, as the same method of a dictionary does."),
    "keys": live("list_keys", "Returns the keys, as the same method of a dictionary does."),
    "load": live("load_by_hand", "Reads the contents from the store again and returns them as a dictionary."),
    "pop": live(
        "pop_value pop_value_or_default",
        "Removes an entry and returns its value. A missing key gives the default or, without one, a KeyError.",
    ),
    "save": live(
        "save_early save_then_fail",
        "Writes the session to its store now, not after the view. With signed_cookies it marks a change, and the "
        "response carries the entries.",
    ),
    "set_expiry": live(
        "expire_in_seconds expire_after_timedelta expire_at_datetime expire_with_browser expire_as_usual",
        "Sets when this session ends: seconds after its last save, at a fixed moment, with the browser (0), "
        "or as the settings say (None). With signed_cookies, and for a number with file, only the browser ends it.",
    ),
    "set_test_cookie": live(
        "set_test_cookie", "Stores an entry whose return on the next request proves that the browser keeps cookies."
    ),
    "setdefault": live(
        "set_default append_to_cart", "Returns the value under a key. For a missing one it stores the default first."
    ),
    "test_cookie_worked": live(
        "check_test_cookie set_test_cookie",
        "Says whether the test entry is there. In the request that sets it the answer is True already.",
    ),
    "update": live("update_many", "Stores every entry of a dictionary and marks a change, even for an empty one."),
    "values": live("list_values", "Returns the values, as the same method of a dictionary does."),
}

_ASYNC = {
    "aclear_expired": live("aclear_expired"),
    "acreate": live("acreate_session"),
    "acycle_key": live("acycle_key"),
    "adelete": live("adelete_row"),
    "adelete_test_cookie": live(
        "adelete_test_cookie",
        "Removes the test entry, but marks no change as delete_test_cookie() does: alone, it saves nothing.",
    ),
    "aexists": live("aexists_and_aload"),
    "aflush": live("aflush_session"),
    "aget": live("aget_value acount_visit"),
    "aget_expire_at_browser_close": live("aread_expiry"),
    "aget_expiry_age": live("aread_expiry"),
    "aget_expiry_date": live("aread_expiry"),
    "ahas_key": live("ahas_key"),
    "aitems": live("alist_everything"),
    "akeys": live("alist_everything"),
    "aload": live("aexists_and_aload"),
    "apop": live("apop_value"),
    "asave": live("asave_early"),
    "aset": live("aset_value forget_await", "Does what request.session[key] = value does. Without await, nothing."),
    "aset_expiry": live("aset_expiry"),
    "aset_test_cookie": live("aset_test_cookie"),
    "asetdefault": live("aset_default"),
    "atest_cookie_worked": live("aset_test_cookie"),
    "aupdate": live("aupdate_many"),
    "avalues": live("alist_everything"),
}

_ATTRIBUTES = {
    "TEST_COOKIE_NAME": live("set_test_cookie", "The key of the test entry."),
    "TEST_COOKIE_VALUE": live("set_test_cookie", "What set_test_cookie() stores under that key."),
    "accessed": live("read_flags", "Whether an entry was read or written. The response then says Vary: Cookie."),
    "key_salt": live(
        "read_key_salt",
        "Goes into the signature of what encode() returns, so that no other signed text of the site passes for a "
        "session.",
    ),
    "modified": live(
        "read_flags change_wheels_and_say_so save_without_change",
        "Whether Django has noticed a change. Set it to True after you change something inside a value.",
    ),
    "serializer": live(
        "store_plain_values store_date",
        "The class that turns the entries into bytes and back. What lies in a cache is pickled instead.",
    ),
    "session_key": live(
        "read_session_key key_before_saving key_before_reading",
        "The key under which the session is stored, or None for one without a key. With signed_cookies it is the text "
        "of the cookie. You cannot assign to it.",
    ),
}

SESSION: dict[str, Shown] = {f"SessionBase.{name}": shown for name, shown in (_SYNC | _ASYNC | _ATTRIBUTES).items()}
