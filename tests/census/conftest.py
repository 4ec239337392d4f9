"""``pytest tests/census --update-census`` writes the list of known findings anew: read it before a commit."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-census", action="store_true", help="take today's findings for the known ones")
