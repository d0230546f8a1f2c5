from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "meetings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from mail.inbound.registry import register_handler
        from meetings.inbound import handle_calendar
        from meetings.mail_kinds import register
        from meetings.receivers import connect

        register_handler(handle_calendar, also_automatic=True)
        connect()
        register()
