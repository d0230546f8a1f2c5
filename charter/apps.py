from django.apps import AppConfig
from django.db.backends.signals import connection_created


class CharterConfig(AppConfig):
    name = "charter"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from charter.full_text import prepare_connection

        connection_created.connect(prepare_connection, dispatch_uid="full_text")
