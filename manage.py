"""Django's command line: `python manage.py COMMAND`."""

import sys

from django.core.management import execute_from_command_line

import config  # noqa: F401  # names the settings module

if __name__ == "__main__":
    execute_from_command_line(sys.argv)
