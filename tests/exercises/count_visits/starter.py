from django.http import HttpResponse


def count_visits(request, page):
    visits = 0
    return HttpResponse(f"You have opened this page {visits} times.")
