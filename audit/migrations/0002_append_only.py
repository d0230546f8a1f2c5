from django.db import migrations

REFUSE = """
CREATE FUNCTION audit_entry_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('consortium.erasing', true) = 'on' THEN
    IF TG_OP = 'DELETE' THEN
      RETURN OLD;
    ELSIF (NEW.id, NEW.at, NEW.verb, NEW.data) = (OLD.id, OLD.at, OLD.verb, OLD.data) THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'the history is only ever added to' USING ERRCODE = 'integrity_constraint_violation';
END
$$;
CREATE TRIGGER audit_entry_stays BEFORE UPDATE OR DELETE ON audit_entry
  FOR EACH ROW EXECUTE FUNCTION audit_entry_stays();
"""
ALLOW = "DROP TRIGGER audit_entry_stays ON audit_entry; DROP FUNCTION audit_entry_stays();"


def on_postgresql(sql):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(sql, params=None)

    return run


class Migration(migrations.Migration):
    """PostgreSQL refuses to change or remove a row of the history; `audit.following` is the exception."""

    dependencies = [("audit", "0001_first_release")]
    operations = [migrations.RunPython(on_postgresql(REFUSE), on_postgresql(ALLOW))]
