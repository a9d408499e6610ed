"""Signatures, held against the specification's own library."""

import base64
from datetime import UTC, datetime, timedelta

import pytest
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from apps.core.errors import ApiError
from apps.webhooks import signing

BODY = b'{"event":"job.completed"}'
MESSAGE = "evt_01JX8Y5YJ2M2D8N1AQ5F7Q3KVT"


def _signed(*secrets: str, ago: timedelta = timedelta(0)) -> dict[str, str]:
    moment = datetime.now(UTC) - ago
    return signing.headers(message_id=MESSAGE, body=BODY, moment=moment, secrets_now=list(secrets))


def test_the_library_verifies_what_we_sign() -> None:
    secret = signing.new_secret()
    assert Webhook(secret).verify(BODY.decode(), _signed(secret)) == {"event": "job.completed"}


def test_another_body_secret_or_time_is_refused() -> None:
    secret, other = signing.new_secret(), signing.new_secret()
    wrong = {
        "body": (secret, b'{"event":"job.failed"}', _signed(secret)),
        "secret": (other, BODY, _signed(secret)),
        "time": (secret, BODY, _signed(secret, ago=timedelta(minutes=6))),
    }
    for given, body, headers in wrong.values():
        with pytest.raises(WebhookVerificationError):
            Webhook(given).verify(body.decode(), headers)


def test_two_secrets_sign_while_one_is_replaced() -> None:
    old, new = signing.new_secret(), signing.new_secret()
    headers = _signed(new, old)
    assert len(headers["webhook-signature"].split()) == 2
    for secret in (old, new):
        Webhook(secret).verify(BODY.decode(), headers)


def test_without_a_secret_nothing_is_signed() -> None:
    assert set(_signed()) == {"webhook-id", "webhook-timestamp"}


def test_a_new_secret_is_one_that_a_caller_might_bring() -> None:
    secret = signing.new_secret()
    assert signing.checked_secret(secret) == secret


def _of(length: int) -> str:
    return "whsec_" + base64.b64encode(bytes(length)).decode()


@pytest.mark.parametrize("secret", [_of(24), _of(64)])
def test_takes_secrets_of_these_lengths(secret: str) -> None:
    assert signing.checked_secret(secret) == secret


WEAK = ["", "secret", "whsec_", _of(23), _of(65), "whsec_" + "ä" * 32, _of(32)[6:], "whsec_a=b="]


@pytest.mark.parametrize("secret", WEAK)
def test_refuses_weak_secrets(secret: str) -> None:
    with pytest.raises(ApiError) as refused:
        signing.checked_secret(secret)
    assert refused.value.code == "invalid_request"
