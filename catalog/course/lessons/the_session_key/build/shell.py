from django.contrib.sessions.models import Session

print(Session.objects.count())
print(Session.objects.first().get_decoded())
