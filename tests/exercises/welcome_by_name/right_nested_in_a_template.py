"""It keeps a dictionary about the visitor, redirects after the POST, and draws the page with a template."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template import Context, Template

PAGE = Template("<html><body><p>Hello, {{ visitor.name|default:'stranger' }}.</p></body></html>")


def tell_name(request):
    request.session["visitor"] = {"name": request.POST["name"]}
    return redirect("/welcome/")


def welcome(request):
    visitor = request.session.get("visitor")
    return HttpResponse(PAGE.render(Context({"visitor": visitor})))
