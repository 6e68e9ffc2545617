"""The views are methods of classes: a class-based view answers other methods with 405 by itself."""

from django.http import JsonResponse
from django.views import View


class ShowNotice(View):
    def get(self, request, text):
        return JsonResponse({"notice": text if request.session.get("dismissed") != text else None})


class DismissNotice(View):
    def post(self, request, text):
        request.session.update({"dismissed": text})
        return JsonResponse({"dismissed": text})


show_notice, dismiss_notice = ShowNotice.as_view(), DismissNotice.as_view()
