"""The WSGI application that a server runs: ``locallibrary.wsgi:application``."""

import os

from django.core.wsgi import get_wsgi_application

from locallibrary.readable import with_readable_wsgi
from locallibrary.static_files import require_static_files

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "locallibrary.settings")

application = with_readable_wsgi(get_wsgi_application())
require_static_files()
