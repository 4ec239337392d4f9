"""Names in the documents exist: files, folders and make's targets."""

import re
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[1]
TEXTS = ("README.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/engine.md")


@pytest.mark.parametrize("name", TEXTS)
def test_every_path_that_a_document_names_is_there(name: str) -> None:
    text = (HOUSE / name).read_text(encoding="utf-8")
    named = re.findall(r"`((?:nnviz|tests|tools|benchmarks|packaging|resources|docs)/[\w./-]*)`", text)
    named += re.findall(r"\]\(((?!https?:)[^)#]+)\)", text)
    roots = (HOUSE, (HOUSE / name).parent)
    assert [path for path in named if not any((root / path).exists() for root in roots)] == []


@pytest.mark.parametrize("name", TEXTS)
def test_every_target_of_make_that_a_document_names_is_there(name: str) -> None:
    text = (HOUSE / name).read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", (HOUSE / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z]+)", text)) <= targets
