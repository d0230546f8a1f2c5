from django.apps import AppConfig


class ConsortiumConfig(AppConfig):
    name = "consortium"

    def ready(self):
        from consortium import slow_queries

        slow_queries.connect()
