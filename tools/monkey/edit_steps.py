"""Steps of keys, actions, menus and edits."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from nnviz.document import edits, structure
from nnviz.errors import NNVizError
from nnviz.ui.build.palette import groups
from nnviz.ui.window.actions import ACTIONS
from nnviz.ui.window.pages import PAGES
from tools.monkey.hands import place_in
from tools.monkey.pointer_steps import EDITING_KEYS
from tools.monkey.stage import Stage
from tools.monkey.virtual_time import TIME

SHORTCUTS = tuple(key for spec in ACTIONS for key in spec.keys)
KEYS = (
    *("Tab", "Shift+Tab", "Return", "Escape", "Space", "Left", "Right", "Up", "Down", "Home", "End", "PgUp"),
    *(
        "Delete",
        "Backspace",
        "Ctrl+Left",
        "Ctrl+Right",
        "Ctrl+Up",
        "Ctrl+Down",
        "T",
        "Shift+T",
        "F10",
        "Menu",
    ),
    *("Ctrl+A", "Ctrl+C", "Ctrl+V", "Alt+Up", "Alt+Down", "F2", "Ctrl+D", "Ctrl+Z", "Ctrl+Shift+Z"),
)
TEXTS = (
    "0",
    "12",
    "-3.5",
    "1e308",
    "-1e-300",
    "nan",
    "inf",
    "−7",
    "abc",
    "1,5",
    "999999999",
    "<b>x</b>",
    "…" * 20,
)
POPUP_KEYS = ("Down", "Down", "Up", "Right", "Left", "Return", "Escape")


def keys(stage: Stage) -> Iterator[None]:
    """Press some keys, shortcuts among them."""
    for _ in range(stage.random.randrange(1, 6)):
        stage.hands.key(stage.random.choice(stage.random.choice((SHORTCUTS, KEYS))))
        yield


def text(stage: Stage) -> Iterator[None]:
    """Type into what has the focus, then confirm it or don't."""
    stage.hands.type(stage.random.choice(TEXTS))
    yield
    stage.hands.key(stage.random.choice(("Return", "Tab", "Escape", "Backspace")))
    yield


def action(stage: Stage) -> Iterator[None]:
    """Trigger one of the window's actions."""
    names = [name for name, action in stage.window.actions_.by_name.items() if action.isEnabled()]
    name = stage.random.choice(names)
    stage.hands.said = f"action {name}"
    stage.window.actions_.by_name[name].trigger()
    yield


def page(stage: Stage) -> Iterator[None]:
    """Go to one of the pages."""
    name = stage.random.choice(tuple(PAGES))
    stage.hands.said = f"page {name}"
    stage.session.set_page(name)
    yield


def undo(stage: Stage) -> Iterator[None]:
    """Undo and redo some times."""
    for _ in range(stage.random.randrange(1, 7)):
        is_undo = stage.random.random() < 0.6
        stage.hands.said = "undo" if is_undo else "redo"
        (stage.session.undo if is_undo else stage.session.redo)()
        yield


def under_pointer(stage: Stage) -> Iterator[None]:
    """The structure changes between two moves of the pointer, which may hold something."""
    random, hands, window = stage.random, stage.hands, stage.window
    at = place_in(window, random)
    hands.move(at)
    if random.random() < 0.3:
        hands.press()
    yield
    for _ in range(random.randrange(2, 6)):
        _change(stage)
        yield
        at += QPointF(random.randrange(-20, 21), random.randrange(-20, 21))
        hands.move(at)
        yield
    hands.release()
    yield


def _change(stage: Stage) -> None:
    random, session = stage.random, stage.session
    if random.random() < 0.3:
        stage.hands.key(random.choice(EDITING_KEYS))
        return
    count = len(session.document.network.layers)
    number = random.randrange(1, count + 1)
    kind = random.choice([kind for kinds in groups().values() for kind in kinds])
    calls = (
        (structure.add_layer, kind, number),
        (structure.remove_layer, number),
        (structure.duplicate_layer, number),
        (structure.move_layer, number, random.randrange(1, count + 1)),
        (structure.reset_weights,),
        (edits.clear_overrides,),
        (edits.back_to_trained,),
    )
    edit, *rest = random.choice(calls)
    stage.hands.said = f"{edit.__name__} {rest}"
    try:
        session.apply(edit, *rest)
    except NNVizError as error:
        stage.hands.said += f": {error}"


def popup(stage: Stage) -> Iterator[None]:
    """Where a menu is open, walk through it; else open the window's."""
    random, hands = stage.random, stage.hands
    if QApplication.activePopupWidget() is None:
        hands.said = "menu"
        stage.window.top.menu.click()
        yield
    for _ in range(random.randrange(1, 8)):
        menu = QApplication.activePopupWidget()
        if menu is None:
            return
        if isinstance(menu, QMenu) and random.random() < 0.25:
            _choose(stage, menu)
        else:
            hands.key(random.choice(POPUP_KEYS))
        yield


def _choose(stage: Stage, menu: QMenu) -> None:
    """Press an entry, anything but Quit."""
    found = [a for a in menu.actions() if a.isEnabled() and not a.isSeparator() and a.text() != "Quit"]
    if not found:
        menu.close()
        return
    action = stage.random.choice(found)
    menu.setActiveAction(action)
    stage.hands.said = f"menu {action.text()}"
    if action.menu() is None:
        stage.hands.key("Return")


def focus(stage: Stage) -> Iterator[None]:
    """Another widget gets the focus, or none, or the window loses it."""
    random, window = stage.random, stage.window
    able = [
        w for w in window.findChildren(QWidget) if w.isVisible() and w.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]
    if able and random.random() < 0.8:
        widget = random.choice(able)
        stage.hands.said = f"focus {type(widget).__name__}"
        widget.setFocus(random.choice((Qt.FocusReason.MouseFocusReason, Qt.FocusReason.TabFocusReason)))
    else:
        stage.hands.said = "no focus"
        window.setFocus()
        window.clearFocus()
    yield


def play(stage: Stage) -> Iterator[None]:
    """Let the pass run for some frames, perhaps in a loop."""
    stage.hands.said = "play"
    stage.session.set_loop(stage.random.random() < 0.5)
    stage.session.play()
    yield
    for _ in range(stage.random.randrange(1, 8)):
        TIME.advance(stage.random.choice((16, 16, 33, 100)))
        stage.hands.said = "frame"
        yield


def nudge(stage: Stage) -> Iterator[None]:
    """Scroll bars to somewhere: the lists of all pages."""
    from PySide6.QtWidgets import QScrollArea

    for area in stage.window.findChildren(QScrollArea):
        bar = area.verticalScrollBar()
        if area.isVisible() and bar.maximum() > 0:
            bar.setValue(stage.random.randrange(bar.maximum() + 1))
            stage.hands.said = f"scroll to {QPoint(0, bar.value()).y()}"
            yield
