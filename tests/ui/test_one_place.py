"""No module of the window speaks to Qt's readers of markup by itself: one module does, for all."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import nnviz.ui

ROOM = Path(nnviz.ui.__file__).parent
THE_PLACE = ROOM / "plain.py"
OWN = {
    "QLabel", "QMessageBox", "QToolTip", "QTextDocument", "QTextEdit", "QTextBrowser", "QStaticText",
    "QErrorMessage", "QInputDialog", "QProgressDialog", "QWhatsThis", "QSplashScreen", "QGraphicsTextItem",
    "TextItem", "LabelItem", "LegendItem", "setToolTip", "setWindowTitle", "setWindowFilePath",
    "setWhatsThis", "setStatusTip", "setHtml", "setTextFormat", "setInformativeText", "setDetailedText",
    "setLabel", "insertHtml", "setMarkdown", "insertMarkdown",
}  # fmt: skip
"""What would read markup or placeholders; it is spoken to in one module only."""
TITLED = {"QAction", "QMenu", "addAction", "addMenu", "addSection", "setTitle", "setIconText"}
"""What would read keys in its words."""
STYLED = {"paint/prose/laid.py": {"QTextDocument"}, "paint/prose/writing.py": {"QTextDocument"}}
"""A lesson's text is written letter by letter into a document that nobody gives any markup."""
WORDS = {"button_text", "menu_text"}
INSIDE = {"QMessageBox": {"ButtonRole", "StandardButton"}}
"""A message's buttons may be named where it is asked."""


def modules() -> list[Path]:
    return [path for path in sorted(ROOM.rglob("*.py")) if path != THE_PLACE]


def direct(tree: ast.AST, allowed: frozenset[str] | set[str] = frozenset()) -> list[str]:
    """Where a module speaks to Qt's readers of markup by itself."""
    found = []
    parents = {id(child): node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
        if name in OWN - allowed and not _is_harmless(node, name, parents):
            found.append(f"line {node.lineno}: {name}")
        if isinstance(node, ast.Call) and _called(node) in TITLED and node.args:
            first = next((arg for arg in node.args if not _is_object(arg, node)), None)
            if first is not None and not _is_safe(first):
                found.append(f"line {node.lineno}: {_called(node)}({ast.unparse(first)})")
    return found


def _is_harmless(node: ast.AST, name: str, parents: dict[int, ast.AST]) -> bool:
    """An annotation, or the name of a button."""
    parent = parents[id(node)]
    if isinstance(parent, ast.Attribute):
        return parent.attr in INSIDE.get(name, set())
    return name in INSIDE and isinstance(parent, ast.arg | ast.BinOp)


def _called(node: ast.Call) -> str:
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _is_object(arg: ast.expr, call: ast.Call) -> bool:
    """An action or a menu that has its words already, or a parent: the only argument, and no text."""
    return len(call.args) == 1 and isinstance(arg, ast.Name | ast.Attribute | ast.Subscript)


def _is_safe(arg: ast.expr) -> bool:
    return isinstance(arg, ast.Constant) or (isinstance(arg, ast.Call) and _called(arg) in WORDS)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOM)))
def test_one_place_makes_labels_tooltips_messages_and_titles(path):
    allowed = STYLED.get(path.relative_to(ROOM).as_posix(), set())
    assert not direct(ast.parse(path.read_text(encoding="utf-8")), allowed)


@pytest.mark.parametrize(
    "line",
    [
        "QLabel('x')", "QtWidgets.QLabel(name)", "w.setToolTip(name)", "QToolTip.showText(p, name, w)",
        "QMessageBox.about(w, 'x', name)", "QMessageBox(w)", "w.setWindowTitle(name)",
        "pg.TextItem(html=name)",
        "menu.addAction(name, slot)", "QAction(name, w)", "QMenu(f'x {name}', w)", "menu.setTitle(f'{name}')",
        "class L(QLabel): pass", "cursor.insertHtml(text)", "document.setMarkdown(text)",
    ],
)  # fmt: skip
def test_a_future_one_would_be_found(line):
    assert direct(ast.parse(line))
