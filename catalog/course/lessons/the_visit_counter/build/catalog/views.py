from django.shortcuts import render


def index(request):
    num_visits = request.session.get("num_visits", 0)
    num_visits += 1
    request.session["num_visits"] = num_visits
    return render(request, "index.html", context={"num_visits": num_visits})
