"""What a submit says of OCR, and what plan, deployment and machine make of it."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.conf import settings

from apps.accounts.plans import Plan
from apps.core.errors import ApiError
from apps.engine.options import Options
from apps.engine.recognition import installed_languages

MAX_LANGUAGES = 8  # each one costs time on every page
_NAME = "[A-Za-z_]{3,20}"  # as tesseract has them
LANGUAGES = re.compile(rf"{_NAME}(\+{_NAME}){{0,{MAX_LANGUAGES - 1}}}")


def chosen(plan: Plan) -> Mapping[str, Any]:
    """What holds where a caller says nothing: the deployment's choice, or the plan's."""
    env = settings.PARSELANE
    return {
        "ocr": "auto" if plan.ocr else env.ocr_default,
        "ocr_languages": env.ocr_languages,
    }


def within_reach(options: Options) -> Options:
    """The options as this deployment can keep them: without OCR, none is done."""
    return options if settings.OCR_ENABLED else replace(options, ocr="off")


def deployed(options: Options) -> Options:
    """Fixed options with the languages of this deployment, as far as it can keep them."""
    return within_reach(replace(options, ocr_languages=settings.PARSELANE.ocr_languages))


def read_languages(text: str) -> str:
    """Languages as a caller names them. Raises ApiError for what is none or not installed."""
    known = frozenset(installed_languages())
    if not LANGUAGES.fullmatch(text):
        raise ApiError(
            "invalid_request", f"ocr_languages must be joined by +, as in eng+deu.{_those(known)}"
        )
    missing = [name for name in text.split("+") if known and name not in known]
    if missing:
        raise ApiError(
            "invalid_request", f"The OCR language {missing[0]} is not installed.{_those(known)}"
        )
    return text


def _those(known: frozenset[str]) -> str:
    return f" Installed: {', '.join(sorted(known))}." if known else ""
