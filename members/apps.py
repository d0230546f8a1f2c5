from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "members"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from mail.kinds import register_topic
        from mail.rules.kinds import register_kind
        from members.papers_ending import CODE, LABEL, rule_kinds

        for kind in rule_kinds():
            register_kind(kind)
        register_topic("papers", LABEL, CODE, coordinators_only=True)
