from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "mail"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from mail.inbound.registry import register_handler
        from mail.inbound.stopping import handle_stop

        register_handler(handle_stop, also_automatic=True)
