"""How the house is kept: what import-linter can't see, and the size of its folders."""

import ast
from collections.abc import Iterator
from pathlib import Path

HOUSE = Path(__file__).parents[1]
MOST_MODULES = 25


def imports(file: Path) -> Iterator[str]:
    """The dotted names that a module imports."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def modules(folder: Path) -> list[Path]:
    """Its own modules, without those of its sub-folders."""
    return [file for file in folder.glob("*.py") if file.name != "__init__.py"]


def test_painting_knows_no_widget() -> None:
    files = list((HOUSE / "nnviz/ui/paint").rglob("*.py"))
    assert files
    for file in files:
        assert not [name for name in imports(file) if "QtWidgets" in name], file


def test_no_folder_holds_more_than_one_can_take_in() -> None:
    folders = [path for top in ("nnviz", "tests", "tools", "benchmarks") for path in (HOUSE / top).rglob("*")]
    crowded = {
        str(folder.relative_to(HOUSE)): len(modules(folder))
        for folder in folders
        if folder.is_dir() and len(modules(folder)) > MOST_MODULES
    }
    assert crowded == {}
