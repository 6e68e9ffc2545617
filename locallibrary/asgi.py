"""The ASGI application that a server runs: ``locallibrary.asgi:application``."""

import os

from django.core.asgi import get_asgi_application

from locallibrary.readable import with_readable_asgi
from locallibrary.static_files import require_static_files

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "locallibrary.settings")

application = with_readable_asgi(get_asgi_application())
require_static_files()
