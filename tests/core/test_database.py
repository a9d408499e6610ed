"""The tests marked db run on the database that was asked for."""

import pytest
from django.db import connection

VENDORS = {"sqlite": "sqlite", "postgres": "postgresql"}


def test_the_database_is_the_one_asked_for(db: None, pytestconfig: pytest.Config) -> None:
    assert connection.vendor == VENDORS[pytestconfig.getoption("--database")]
