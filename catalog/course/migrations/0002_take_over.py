"""Take over the accounts that the course made before it noted which they are.

They were told by their names then. A real user may have a name like them, so that everything else has to fit as well.
"""

import re

from django.conf import settings
from django.db import migrations

BATCH = 1000
NAME = re.compile(r"course-([0-9a-f]{32})-(ann|ben)")
AS_THE_COURSE_MADE_THEM = {
    "is_active": False,
    "is_staff": False,
    "is_superuser": False,
    "last_name": "",
    "email": "",
    "password__startswith": "!",  # unusable
}


def take_over(apps, schema_editor):
    """Note the accounts, which take their age along. Their sessions go on, and so do the log-ins in them."""
    account_model = apps.get_model("course", "CourseAccount")
    user_model = apps.get_model(settings.AUTH_USER_MODEL)
    database = schema_editor.connection.alias
    candidates = user_model.objects.using(database).filter(username__startswith="course-", **AS_THE_COURSE_MADE_THEM)
    last = 0
    while users := candidates.filter(pk__gt=last).order_by("pk")[:BATCH]:
        found = [(user, NAME.fullmatch(user.username)) for user in users]
        account_model.objects.using(database).bulk_create(
            account_model(user_id=user.pk, reader=match[1], name=match[2], made_at=user.date_joined)
            for user, match in found
            if match and user.first_name == match[2].capitalize()
        )
        last = users[len(users) - 1].pk


class Migration(migrations.Migration):
    """Data alone: backwards the notes go with their table, and the users stay."""

    dependencies = [
        ("course", "0001_accounts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [migrations.RunPython(take_over, migrations.RunPython.noop)]
