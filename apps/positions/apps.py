"""Vacancies, the candidates in their pipeline, and how well every candidate matches them."""

from django.apps import AppConfig


class PositionsConfig(AppConfig):
    name = "apps.positions"
