SESSION_SERIALIZER = "catalog.serializers.SessionSerializer"
