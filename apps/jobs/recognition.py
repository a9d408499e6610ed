"""What a submit says of OCR, and what plan, deployment and machine make of it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.conf import settings

from apps.accounts.plans import Plan
from apps.core.errors import ApiError
from apps.engine import recognition as engine
from apps.engine.errors import InvalidOption
from apps.engine.options import Options


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
    try:
        engine.check_languages(text)
    except InvalidOption as error:
        raise ApiError("invalid_request", str(error)) from None
    return text
