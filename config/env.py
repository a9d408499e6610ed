"""Every environment variable, typed and read once; a bad value stops the start with a sentence."""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Literal, get_type_hints
from urllib.parse import urlsplit

Network = IPv4Network | IPv6Network
ROOT = Path(__file__).resolve().parent.parent


class SettingsError(Exception):
    """One or more settings are bad; the message holds one sentence for each."""


@dataclass(frozen=True, slots=True)
class Env:
    """The settings of one deployment. Each field is the variable of the same name in capitals.

    Nothing set at all is the embedded service: SQLite, an embedded broker and files on disk,
    everything below `data_dir`.
    """

    data_dir: Path = ROOT / "var"
    database_url: str = ""  # postgres://user:password@host/name; empty: SQLite in data_dir
    database_pool: int = 8  # connections per process, PostgreSQL only
    broker_url: str = ""  # redis://host:6379/0; empty: the supervisor starts one
    storage_url: str = ""  # s3://bucket or s3://bucket/prefix; empty: data_dir/storage
    s3_endpoint_url: str = ""  # empty: the cloud's own
    s3_public_endpoint_url: str = ""  # the same as callers reach it; empty: no other
    s3_region: str = "us-east-1"
    aws_access_key_id: str = ""
    aws_secret_access_key: str = ""
    secret_key: str = ""  # required with PostgreSQL; else made at first start
    allowed_hosts: str = "*"  # comma separated; no link is ever built from the Host header
    host: str = "127.0.0.1"
    port: int = 8000  # 0: any free port
    public_url: str = ""  # where callers reach the service; empty: http://HOST:PORT
    web_processes: int = 2
    web_threads: int = 256  # per process; most of them sleep in long polls
    worker_processes: int = 2
    webhook_threads: int = 16  # webhooks on their way at once, in one process
    parse_seconds: float = 9.0  # wall clock of one resume in the sandbox
    document_seconds: float = 120.0  # wall clock of one general document in the sandbox
    parse_memory_mb: int = 768  # address space of one file in the sandbox, MiB
    ocr_enabled: bool | None = None  # read pages without text; None: where tesseract is installed
    ocr_default: Literal["off", "auto"] = "off"  # what a submit that says nothing of `ocr` means
    ocr_languages: str = "eng"  # what such a submit means by `ocr_languages`
    ocr_processes: int = 1  # jobs with OCR or conversion at the same time
    ocr_seconds: float = 300.0  # wall clock of one such job in the sandbox
    ocr_memory_mb: int = 2048  # address space of each of its programs, MiB
    plans_file: str = ""  # a TOML file with plans of your own; empty: the plans as documented
    trusted_proxies: str = ""  # comma separated networks whose X-Forwarded-For is believed
    webhook_allow_private: bool = False  # let webhooks use plain HTTP and private addresses
    fetch_allow_private: bool = False  # let CVs be fetched from private addresses and other ports
    require_network_isolation: bool = False  # refuse to start where the kernel gives none
    log_level: Literal["debug", "info", "warning", "error"] = "info"

    @property
    def embedded_broker(self) -> bool:
        return not self.broker_url

    @property
    def longest_parse(self) -> float:
        """Seconds of wall clock after which any file has left the sandbox."""
        return max(self.parse_seconds, self.document_seconds, self.ocr_seconds)

    @property
    def base_url(self) -> str:
        """What absolute links begin with."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.public_url.rstrip("/") or f"http://{host}:{self.port}"

    @property
    def uses_postgres(self) -> bool:
        return self.database_url.startswith(("postgres://", "postgresql://"))


def _boolean(text: str) -> bool:
    words = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
    return words[text.strip().lower()]


def _switch(text: str) -> bool | None:
    return None if text.lower() == "auto" else _boolean(text)


def _log_level(text: str) -> str:
    levels = {"debug", "info", "warning", "error"}
    if text.lower() not in levels:
        raise ValueError(text)
    return text.lower()


def _mode(text: str) -> str:
    return {"off": "off", "auto": "auto"}[text.lower()]


def _path(text: str) -> Path:
    return Path(text).expanduser().resolve()


READERS: Mapping[object, tuple[Callable[[str], object], str]] = {
    str: (str, "text"),
    int: (int, "a whole number"),
    float: (float, "a number"),
    bool: (_boolean, "1 or 0"),
    bool | None: (_switch, "auto, 1 or 0"),
    Path: (_path, "a path"),
    Literal["off", "auto"]: (_mode, "off or auto"),
    Literal["debug", "info", "warning", "error"]: (_log_level, "debug, info, warning or error"),
}

AT_LEAST: Mapping[str, float] = {
    "port": 0,
    "database_pool": 1,
    "web_processes": 1,
    "web_threads": 2,
    "worker_processes": 1,
    "webhook_threads": 1,
    "parse_seconds": 1,
    "document_seconds": 1,
    "parse_memory_mb": 256,
    "ocr_processes": 1,
    "ocr_seconds": 10,
    "ocr_memory_mb": 512,
}
SCHEMES: Mapping[str, tuple[str, ...]] = {
    "database_url": ("postgres", "postgresql", "sqlite"),
    "broker_url": ("redis", "rediss", "redis+socket", "filesystem"),
    "storage_url": ("s3", "file"),
    "s3_endpoint_url": ("http", "https"),
    "s3_public_endpoint_url": ("http", "https"),
    "public_url": ("http", "https"),
}


def read(environ: Mapping[str, str]) -> Env:
    """The settings in `environ`. Raises SettingsError with a sentence for each bad one."""
    values: dict[str, object] = {}
    problems: list[str] = []
    hints = get_type_hints(Env)
    for field in fields(Env):
        text = environ.get(field.name.upper(), "").strip()
        if not text:
            continue
        reader, expected = READERS[hints[field.name]]
        try:
            values[field.name] = reader(text)
        except (ValueError, KeyError):
            problems.append(f"{field.name.upper()} must be {expected}.")
    if not problems:
        env = Env(**values)  # type: ignore[arg-type]  # each value was read by its field's type
        problems = [*_out_of_range(env), *_bad_urls(env), *_missing(env), *_bad_words(env)]
    if problems:
        raise SettingsError("\n".join(problems))
    return env


def _out_of_range(env: Env) -> list[str]:
    return [
        f"{name.upper()} must be at least {least:g}."
        for name, least in AT_LEAST.items()
        if getattr(env, name) < least
    ]


def _bad_urls(env: Env) -> list[str]:
    return [
        f"{name.upper()} must start with {' or '.join(f'{scheme}://' for scheme in schemes)}."
        for name, schemes in SCHEMES.items()
        if (url := getattr(env, name)) and urlsplit(url).scheme not in schemes
    ]


def _missing(env: Env) -> list[str]:
    problems = []
    if env.uses_postgres and not env.secret_key:
        problems.append("SECRET_KEY must be set with a PostgreSQL database: any 50 random letters.")
    if env.storage_url.startswith("s3://") and not urlsplit(env.storage_url).netloc:
        problems.append("STORAGE_URL must name a bucket, as in s3://bucket.")
    if bool(env.aws_access_key_id) != bool(env.aws_secret_access_key):
        problems.append("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY must be set together.")
    return problems


LANGUAGES = re.compile(r"[A-Za-z_]{3,20}(\+[A-Za-z_]{3,20}){0,7}")


def _bad_words(env: Env) -> list[str]:
    problems = []
    try:
        networks(env.trusted_proxies)
    except ValueError:
        problems.append("TRUSTED_PROXIES must be networks, as in 10.0.0.0/8,192.0.2.7.")
    if not LANGUAGES.fullmatch(env.ocr_languages):
        problems.append("OCR_LANGUAGES must be languages as tesseract names them, as in eng+deu.")
    return problems


def networks(text: str) -> tuple[Network, ...]:
    """Comma-separated addresses and networks. Raises ValueError.

    >>> networks("10.0.0.0/8")
    (IPv4Network('10.0.0.0/8'),)
    """
    return tuple(ip_network(part.strip()) for part in text.split(",") if part.strip())


def load() -> Env:
    """The settings of this process. Ends the process with one sentence for each bad one."""
    try:
        return read(os.environ)  # noqa: TID251  # the only reader of the environment
    except SettingsError as error:
        raise SystemExit(str(error)) from None


ENV = load()
