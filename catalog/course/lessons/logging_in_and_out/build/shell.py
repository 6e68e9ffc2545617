from django.contrib.auth.models import User

user = User.objects.get(username="ada")
user.set_password("a new one")
user.save()
