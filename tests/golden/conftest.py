"""``pytest tests/golden --update-golden`` draws the approved pictures anew: look at them before a commit."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="approve the pictures as they are now")
