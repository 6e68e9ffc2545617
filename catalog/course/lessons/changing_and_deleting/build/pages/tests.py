from django.contrib.sessions.models import Session
from django.test import TestCase


class ForgetTests(TestCase):
    def setUp(self):
        self.client.post("/color/choose/", {"color": "teal"})

    def test_forgetting_the_color_keeps_the_session(self):
        self.client.post("/color/forget/")
        self.assertNotIn("color", self.client.session)
        self.assertEqual(Session.objects.count(), 1)

    def test_forgetting_everything_ends_the_session(self):
        self.client.post("/forget/")
        self.assertEqual(Session.objects.count(), 0)
        self.assertEqual(self.client.cookies["sessionid"].value, "")
