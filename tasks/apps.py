from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "tasks"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from mail.inbound.registry import register_handler
        from tasks.inbound import handle_reply
        from tasks.mail_kinds import register
        from tasks.receivers import connect

        register_handler(handle_reply)
        register()
        connect()
