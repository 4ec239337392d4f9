"""How the house is kept: what import-linter can't see, and the size of its folders."""

import ast
from collections.abc import Iterator
from pathlib import Path

from nnviz.engine.layers.table import LAYERS

HOUSE = Path(__file__).parents[1]
MOST_MODULES = 25
MOST_QUESTIONS = 5
"""Places outside the engine that may ask what kind a layer is."""


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


def asks_for_a_kind(node: ast.AST) -> bool:
    """Whether it compares with the name of a kind of layer, or looks for instances of its class."""
    words = {leaf.value for leaf in ast.walk(node) if isinstance(leaf, ast.Constant)}
    if isinstance(node, ast.Compare):
        asked = [leaf.attr if isinstance(leaf, ast.Attribute) else getattr(leaf, "id", "")
                 for leaf in ast.walk(node)]  # fmt: skip
        return "kind" in asked and bool(words & set(LAYERS))
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "isinstance":
        classes = {leaf.id for leaf in ast.walk(node.args[1]) if isinstance(leaf, ast.Name)}
        return bool(classes & {layer.__name__ for layer in LAYERS.values()})
    return False


def test_a_layers_class_says_what_it_is() -> None:
    asked = [
        f"{file.relative_to(HOUSE)}:{node.lineno}"
        for file in (HOUSE / "nnviz").rglob("*.py")
        if "engine" not in file.parts
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if asks_for_a_kind(node)
    ]
    assert len(asked) <= MOST_QUESTIONS, asked


def test_what_is_under_the_pointer_says_itself_what_it_does() -> None:
    """Its kind is looked up in the one table, and nobody else asks for it."""
    asked = [
        str(file.relative_to(HOUSE))
        for file in (HOUSE / "nnviz").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "kind" and "hit" in ast.unparse(node.value)
    ]
    assert asked == ["nnviz/ui/canvas/things/table.py"]
