"""The database connections of a process, of which there are fewer than threads."""

from django.db import connection


def give_back() -> None:
    """Let go of this thread's connection before time is spent on other things.

    The next query takes one again. Inside a transaction it is kept.
    """
    if not connection.in_atomic_block:
        connection.close()
