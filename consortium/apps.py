from django.apps import AppConfig


class ConsortiumConfig(AppConfig):
    name = "consortium"

    def ready(self):
        from consortium import half_migrated, sign_in_record, slow_queries  # noqa: F401, two of them listen

        slow_queries.connect()
