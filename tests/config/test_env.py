"""The environment: typed values in, or one sentence for each bad one."""

import subprocess
import sys
from pathlib import Path

import pytest

from config.env import ROOT, Env, SettingsError, read

PRODUCTION = {
    "DATABASE_URL": "postgres://user:word@db:5432/parselane",
    "BROKER_URL": "redis://broker:6379/0",
    "STORAGE_URL": "s3://bucket/prefix",
    "S3_ENDPOINT_URL": "http://store:9000",
    "AWS_ACCESS_KEY_ID": "id",
    "AWS_SECRET_ACCESS_KEY": "secret",
    "SECRET_KEY": "a long secret",
}


def test_nothing_set_is_the_embedded_service() -> None:
    env = read({})
    assert env == Env()
    assert env.embedded_broker
    assert not env.uses_postgres
    assert (env.host, env.port) == ("127.0.0.1", 8000)


def test_production_is_read() -> None:
    env = read(PRODUCTION)
    assert env.uses_postgres
    assert not env.embedded_broker
    assert {name: getattr(env, name.lower()) for name in PRODUCTION} == PRODUCTION


VALUES: dict[str, tuple[str, str, object]] = {
    "a number": ("PORT", "9000", 9000),
    "any port": ("PORT", "0", 0),
    "blanks": ("PORT", " 9000 ", 9000),
    "a fraction": ("PARSE_SECONDS", "2.5", 2.5),
    "yes": ("REQUIRE_NETWORK_ISOLATION", "yes", True),
    "1": ("REQUIRE_NETWORK_ISOLATION", "1", True),
    "False": ("REQUIRE_NETWORK_ISOLATION", "False", False),
    "neither": ("OCR_ENABLED", "auto", None),
    "a mode": ("OCR_DEFAULT", "Auto", "auto"),
    "languages": ("OCR_LANGUAGES", "deu+eng", "deu+eng"),
    "a script": ("OCR_LANGUAGES", "chi_sim", "chi_sim"),
    "a level": ("LOG_LEVEL", "WARNING", "warning"),
    "a path": ("DATA_DIR", "/srv/../srv/parselane", Path("/srv/parselane")),
    "the other scheme": ("DATABASE_URL", "sqlite:////srv/x.sqlite3", "sqlite:////srv/x.sqlite3"),
    "a socket": ("BROKER_URL", "redis+socket:///run/x.sock", "redis+socket:///run/x.sock"),
    "empty": ("PORT", "", 8000),
}


@pytest.mark.parametrize(("name", "text", "value"), VALUES.values(), ids=VALUES)
def test_reads(name: str, text: str, value: object) -> None:
    assert getattr(read({name: text}), name.lower()) == value


BAD: dict[str, tuple[dict[str, str], str]] = {
    "a word": ({"PORT": "http"}, "PORT must be a whole number."),
    "a fraction": ({"PORT": "8000.5"}, "PORT must be a whole number."),
    "no number": ({"PARSE_SECONDS": "long"}, "PARSE_SECONDS must be a number."),
    "maybe": ({"REQUIRE_NETWORK_ISOLATION": "maybe"}, "REQUIRE_NETWORK_ISOLATION must be 1 or 0."),
    "loud": ({"LOG_LEVEL": "loud"}, "LOG_LEVEL must be debug, info, warning or error."),
    "a choice": ({"OCR_ENABLED": "maybe"}, "OCR_ENABLED must be auto, 1 or 0."),
    "a wrong mode": ({"OCR_DEFAULT": "on"}, "OCR_DEFAULT must be off or auto."),
    "a path": (
        {"OCR_LANGUAGES": "../eng"},
        "OCR_LANGUAGES must be languages as tesseract names them, as in eng+deu.",
    ),
    "below": ({"PORT": "-1"}, "PORT must be at least 0."),
    "none": ({"WEB_PROCESSES": "0"}, "WEB_PROCESSES must be at least 1."),
    "memory": ({"PARSE_MEMORY_MB": "64"}, "PARSE_MEMORY_MB must be at least 256."),
    "database": (
        {"DATABASE_URL": "mysql://db/x"},
        "DATABASE_URL must start with postgres:// or postgresql:// or sqlite://.",
    ),
    "no scheme": (
        {"BROKER_URL": "localhost:6379"},
        "BROKER_URL must start with redis:// or rediss:// or redis+socket:// or filesystem://.",
    ),
    "storage": (
        {"STORAGE_URL": "ftp://x"},
        "STORAGE_URL must start with s3:// or file://.",
    ),
    "no bucket": ({"STORAGE_URL": "s3://"}, "STORAGE_URL must name a bucket, as in s3://bucket."),
    "half a key": (
        {"AWS_ACCESS_KEY_ID": "id"},
        "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY must be set together.",
    ),
    "no secret": (
        {"DATABASE_URL": PRODUCTION["DATABASE_URL"]},
        "SECRET_KEY must be set with a PostgreSQL database: any 50 random letters.",
    ),
}


@pytest.mark.parametrize(("environ", "sentence"), BAD.values(), ids=BAD)
def test_refuses(environ: dict[str, str], sentence: str) -> None:
    with pytest.raises(SettingsError) as refused:
        read(environ)
    assert str(refused.value) == sentence


def test_says_all_that_is_wrong_at_once() -> None:
    with pytest.raises(SettingsError) as refused:
        read({"PORT": "x", "LOG_LEVEL": "x", "WEB_THREADS": "many"})
    sentences = str(refused.value).splitlines()
    assert {sentence.split()[0] for sentence in sentences} == {"PORT", "LOG_LEVEL", "WEB_THREADS"}


@pytest.mark.parametrize("command", [["manage.py", "check"], ["-m", "config.supervisor"]])
def test_a_bad_value_stops_the_start(tmp_path: Path, command: list[str]) -> None:
    environ = {"PATH": "/usr/bin:/bin", "DATA_DIR": str(tmp_path), "PORT": "x", "WEB_THREADS": "y"}
    done = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "PORT must be a whole number.",
        "WEB_THREADS must be a whole number.",
    ]
    assert done.stdout == ""
    assert list(tmp_path.iterdir()) == []
