from django.contrib.sessions.models import Session

for row in Session.objects.all():
    print(row.session_key, row.get_decoded())
