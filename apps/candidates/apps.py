"""The customer's records of people: what was read of a CV, what was corrected, the file itself."""

from django.apps import AppConfig


class CandidatesConfig(AppConfig):
    name = "apps.candidates"
