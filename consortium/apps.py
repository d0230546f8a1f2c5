from django.apps import AppConfig


class ConsortiumConfig(AppConfig):
    name = "consortium"

    def ready(self):
        from consortium import sign_in_record, slow_queries  # noqa: F401, the first listens

        slow_queries.connect()
