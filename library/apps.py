from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "library"

    def ready(self):
        from library import reminders
        from mail.rules.kinds import register_kind
        from tasks.reminders import register_also

        register_kind(reminders.rule_kind())
        register_also(reminders.due)
