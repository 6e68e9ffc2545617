"""Users, who log in and out."""

from __future__ import annotations

from django.contrib.auth import authenticate, login
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse

from catalog.course.lab.lab import USER_PASSWORD
from tests.course.lab.views import count_visits, show_user


class TestUsers:
    def test_a_user_can_log_in_with_the_password(self, lab):
        def log_in(request: HttpRequest) -> HttpResponse:
            login(request, authenticate(request, **request.POST.dict()))
            return HttpResponse()

        lab.user("ben")
        ann = lab.browser()
        ann.post(log_in, username="ben", password=USER_PASSWORD)

        assert ann.get(show_user).text == "ben"

    def test_a_user_has_the_fields_that_are_given(self, lab):
        user = lab.user("ben", password="secret", email="ben@library.example", is_staff=True)

        assert user.check_password("secret")
        assert (user.email, user.is_staff) == ("ben@library.example", True)

    def test_a_user_is_logged_in_in_one_browser_alone(self, any_lab):
        ann, ben = any_lab.browser(), any_lab.browser()

        ann.log_in(any_lab.user("ann"))

        assert ann.get(show_user).text == "ann"
        assert ben.get(show_user).text == "nobody"

    def test_a_user_who_logs_out_is_nobody(self, any_lab):
        ann = any_lab.browser()
        ann.log_in(any_lab.user("ann"))

        ann.log_out()

        assert ann.get(show_user).text == "nobody"

    def test_to_log_in_and_out_are_requests_like_others(self, lab):
        ann = lab.browser()

        answers = [ann.log_in(lab.user()), ann.log_out()]

        assert lab.answers == answers
        assert answers[0].exchange.stored_after["_auth_user_id"] == "1"

    def test_a_page_for_users_sends_others_away(self, lab):
        page = login_required(count_visits)
        ann = lab.browser()

        assert ann.get(page).location.startswith("/accounts/login/")
        ann.log_in(lab.user())
        assert ann.get(page).text == "1"
