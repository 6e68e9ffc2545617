from django.test import TestCase


class CarTests(TestCase):
    def test_new_wheels_are_kept(self):
        self.client.get("/catalog/park/")
        self.client.get("/catalog/wheels/")
        self.assertEqual(self.client.session["my_car"]["wheels"], "alloy")
