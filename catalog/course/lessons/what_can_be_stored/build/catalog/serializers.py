import json

from django.core.serializers.json import DjangoJSONEncoder


class SessionSerializer:
    def dumps(self, data):
        return json.dumps(data, cls=DjangoJSONEncoder).encode()

    def loads(self, text):
        return json.loads(text)
