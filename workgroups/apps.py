from django.apps import AppConfig


class WorkgroupsConfig(AppConfig):
    name = "workgroups"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from workgroups.receivers import connect

        connect()
