"""The index behind the search: GIN in PostgreSQL, FTS5 in SQLite, kept up there by triggers."""

from django.db import migrations

POSTGRES = [
    "CREATE INDEX candidates_search ON candidates_candidatewords"
    " USING gin (array_to_tsvector(string_to_array(text, ' ')))"
]

SQLITE = [
    "CREATE VIRTUAL TABLE candidates_search USING fts5("
    " text, content='candidates_candidatewords', content_rowid='id',"
    " tokenize='unicode61 remove_diacritics 0')",
    "CREATE TRIGGER candidates_words_in AFTER INSERT ON candidates_candidatewords BEGIN"
    " INSERT INTO candidates_search(rowid, text) VALUES (new.id, new.text); END",
    "CREATE TRIGGER candidates_words_out AFTER DELETE ON candidates_candidatewords BEGIN"
    " INSERT INTO candidates_search(candidates_search, rowid, text)"
    " VALUES ('delete', old.id, old.text); END",
    "CREATE TRIGGER candidates_words_change AFTER UPDATE ON candidates_candidatewords BEGIN"
    " INSERT INTO candidates_search(candidates_search, rowid, text)"
    " VALUES ('delete', old.id, old.text);"
    " INSERT INTO candidates_search(rowid, text) VALUES (new.id, new.text); END",
]


def make(apps, schema_editor):
    statements = POSTGRES if schema_editor.connection.vendor == "postgresql" else SQLITE
    with schema_editor.connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def unmake(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        if schema_editor.connection.vendor == "postgresql":
            cursor.execute("DROP INDEX candidates_search")
            return
        for name in ("in", "out", "change"):
            cursor.execute(f"DROP TRIGGER candidates_words_{name}")
        cursor.execute("DROP TABLE candidates_search")


class Migration(migrations.Migration):
    dependencies = [("candidates", "0001_initial")]

    operations = [migrations.RunPython(make, unmake)]
