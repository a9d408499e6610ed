"""Vacancies, the candidates in their pipeline, and how well every candidate matches them."""
