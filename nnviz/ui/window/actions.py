"""Every action of the window in one table: its words, its keys, its icon, and what it calls."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from nnviz.scene.lab import steps
from nnviz.session import Change, Session, asking
from nnviz.ui import icons
from nnviz.ui.guard import Guarded
from nnviz.ui.plain import button_text, menu_text, set_tooltip
from nnviz.ui.present.keys import DEEDS
from nnviz.ui.theme import THEMES
from nnviz.ui.window import doable
from nnviz.ui.window.commands import Commands, paths_of
from nnviz.ui.window.keys import CANVAS_KEYS, Key

CHECKED_BY = Change.DOCUMENT | Change.PLAYBACK | Change.SELECTION | Change.DETAIL | Change.TINT | Change.SHOWN
"""The changes after which a tick in the menu may be another."""


@dataclass(frozen=True)
class Spec:
    """One action. ``menu`` is the submenu it stands in, "" for the menu itself, None for keys alone.

    ``anywhere`` is False for digits, letters and signs, which act only while the canvas has the focus.
    ``in_steps`` act in the parts of the lab that go step by step too, where other actions of time have no
    meaning, and in a step of training that is opened up, where ``in_opened`` ones act as well;
    ``in_training`` on the Train page. ``words`` gives a text that changes; ``enabled`` and ``checked``
    follow the session.
    """

    name: str
    text: str
    call: Callable[[Commands], object]
    keys: tuple[str, ...] = ()
    menu: str | None = None
    icon: str = ""
    tooltip: str = ""
    anywhere: bool = True
    in_steps: bool = False
    in_opened: bool = False
    in_training: bool = False
    words: Callable[[Session], str] | None = None
    enabled: Callable[[Session], bool] | None = None
    checked: Callable[[Session], bool] | None = None


def _set_tint(commands: Commands, tint: str) -> None:
    commands.session.set_tint(tint)


def _count_hands(commands: Commands, digit: int, by: int) -> None:
    asking.count_by_key(commands.session, digit, by)


HANDS = (
    ("more", "A hand more for answer {}", "Alt", 1),
    ("fewer", "A hand fewer for answer {}", "Alt+Shift", -1),
)
"""How a show of hands is counted: a name, words, the keys that go with a digit, and by how many."""

ACTIONS: tuple[Spec, ...] = (
    Spec("home", "Start page", lambda c: c.home(), ("Ctrl+Home",), ""),
    Spec("new", "New network…", lambda c: c.new(), ("Ctrl+N",), "", "plus"),
    Spec("open", "Open…", lambda c: c.choose_file(), ("Ctrl+O",), "", "folder-open"),
    Spec("open_table", "Open table…", lambda c: c.choose_table(), (), "", "grid-3x3",
         "A table of your own to learn from: CSV, TSV or text"),
    Spec("open_folder", "Open folder of pictures…", lambda c: c.choose_folder(), (), "", "image",
         "Pictures to learn from: one folder a class"),
    Spec("save", "Save", lambda c: c.save(), ("Ctrl+S",), "", "save"),
    Spec("save_as", "Save as…", lambda c: c.save_as(), ("Ctrl+Shift+S",), ""),
    Spec("export", "Export picture…", lambda c: c.export_picture(), ("Ctrl+E",), "", "image"),
    Spec("undo", "Undo", lambda c: c.session.undo(), ("Ctrl+Z",), "Edit", "undo-2",
         words=doable.undo_words, enabled=lambda s: s.undo_label is not None),
    Spec("redo", "Redo", lambda c: c.session.redo(), ("Ctrl+Shift+Z", "Ctrl+Y"), "Edit", "redo-2",
         words=doable.redo_words, enabled=lambda s: s.redo_label is not None),
    Spec("paste", "Paste", lambda c: c.paste(), ("Ctrl+V",), "Edit",
         tooltip="A picture as the input; a file or a folder of pictures, opened",
         enabled=doable.can_paste),
    Spec("back_to_trained", "Back to the trained weights", lambda c: c.back_to_trained(), (), "Edit",
         "rotate-ccw", enabled=doable.can_restore),
    Spec("release", "Release all overrides", lambda c: c.release_overrides(), (), "Edit", "lock-open",
         enabled=lambda s: bool(s.document.overrides)),
    Spec("play", "Play", lambda c: c.toggle_playing(), ("Space",), "Play", "play",
         in_steps=True, in_training=True, words=doable.play_words),
    Spec("next_phase", "Next phase", lambda c: c.session.step(1), ("Right", "PgDown"), "Play",
         "step-forward", in_steps=True),
    Spec("previous_phase", "Previous phase", lambda c: c.session.step(-1), ("Left", "PgUp"), "Play",
         "step-back", in_steps=True),
    Spec("next_layer", "Next layer", lambda c: c.session.step_layer(1), ("Shift+Right",), "Play",
         "chevrons-right"),
    Spec("previous_layer", "Previous layer", lambda c: c.session.step_layer(-1), ("Shift+Left",), "Play",
         "chevrons-left"),
    Spec("next_window", "Next window", lambda c: c.session.step_window(1), ("Alt+Right",), "Play",
         enabled=doable.has_windows),
    Spec("previous_window", "Previous window", lambda c: c.session.step_window(-1), ("Alt+Left",), "Play",
         enabled=doable.has_windows),
    Spec("start", "To the start", lambda c: c.to_start(), ("Home",), "Play", "skip-back",
         in_opened=True),
    Spec("end", "To the end", lambda c: c.to_end(), ("End",), "Play", "skip-forward",
         in_opened=True),
    Spec("replay_layer", "Replay this layer", lambda c: c.replay_layer(), ("R",), "Play", "refresh-cw",
         anywhere=False),
    Spec("slower", "Slower", lambda c: c.change_speed(-1), ("[",), "Play", in_steps=True),
    Spec("faster", "Faster", lambda c: c.change_speed(1), ("]",), "Play", in_steps=True),
    Spec("loop", "Loop", lambda c: c.session.set_loop(not c.session.loop), (), "Play",
         checked=lambda s: s.loop),
    Spec("zoom_in", "Zoom in", lambda c: c.zoom(1), ("+", "="), "View", "plus", anywhere=False),
    Spec("zoom_out", "Zoom out", lambda c: c.zoom(-1), ("-",), "View", "minus", anywhere=False),
    Spec("zoom_all", "Show everything", lambda c: c.show_everything(), ("Ctrl+0",), "View", "maximize"),
    Spec("search", "Search neurons…", lambda c: c.search(), ("Ctrl+F",), "View", "search"),
    Spec("search_here", "Search neurons", lambda c: c.search(), ("/",), anywhere=False),
    Spec("paths_back", "Paths back from the selection", lambda c: c.toggle_paths("back"), (), "View",
         checked=lambda s: paths_of(s) == "back"),
    Spec("paths_forward", "Paths forward from the selection", lambda c: c.toggle_paths("forward"), (), "View",
         checked=lambda s: paths_of(s) == "forward"),
    Spec("heat", "Weights as heat strips", lambda c: c.toggle_heat(), (), "View",
         checked=lambda s: s.view.heat),
    Spec("map", "Map of the network", lambda c: c.toggle_map(), ("M",), "View", anywhere=False,
         checked=lambda s: s.preferences.map_shown),
    Spec("open_step", "Open this step", lambda c: c.open_step(), ("Ctrl+B",), "View", "",
         "Open up one step of training: forward, loss, backward, update"),
    Spec("narration", "Narration", lambda c: c.session.set_narrated(not c.session.view.narrated), ("N",),
         "View", anywhere=False, checked=lambda s: s.view.narrated),
    Spec("masked", "Hide until reached", lambda c: c.session.set_masked(not c.session.view.masked),
         ("Ctrl+H",), "View", "", "Hide values in the inspector until the pass reaches them",
         checked=lambda s: s.view.masked),
    Spec("inspector", "Inspector", lambda c: c.toggle_inspector(), ("Ctrl+I",), "View", "panel-right",
         "Show or hide the inspector"),
    Spec("theme", "Light or dark theme", lambda c: c.toggle_theme(), ("Ctrl+T",), "View", "sun",
         words=lambda s: "Dark theme" if s.view.theme == "light" else "Light theme"),
    *(
        Spec(f"tint_{tint}", text, partial(_set_tint, tint=tint), (), "View",
             enabled=doable.has_windows if tint == "unit" else None,
             checked=partial(doable.is_tint, tint=tint))
        for tint, text in (
            ("unit", "Colours: each map has its own scale"),
            ("layer", "Colours: one scale a layer"),
            ("network", "Colours: one scale for all layers"),
        )
    ),
    Spec("reduced_motion", "Reduced motion", lambda c: c.toggle_motion(), (), "View",
         checked=lambda s: s.preferences.reduced_motion),
    Spec("lessons", "All lessons", lambda c: c.show_lessons(), (), "Lesson", words=doable.lessons_words),
    Spec("open_lesson", "Open a lesson…", lambda c: c.choose_lesson(), ("Ctrl+Shift+O",), "Lesson"),
    Spec("next_card", "Next card", lambda c: c.next_card(), ("Ctrl+PgDown",), "Lesson",
         enabled=doable.has_next_card),
    Spec("previous_card", "Previous card", lambda c: c.previous_card(), ("Ctrl+PgUp",), "Lesson",
         enabled=doable.has_previous_card),
    Spec("reset_card", "Reset this card", lambda c: c.reset_card(), ("Ctrl+R",), "Lesson",
         tooltip="Set the card up anew", enabled=doable.has_lesson),
    Spec("close_lesson", "Close the lesson", lambda c: c.close_lesson(), ("Ctrl+W",), "Lesson",
         enabled=doable.has_lesson),
    Spec("capture", "Capture this", lambda c: c.capture_wanted.emit(), ("Ctrl+Shift+C",), "Lesson", "copy",
         tooltip="Copy the block of a card that shows what is on screen",
         enabled=doable.can_be_captured),
    Spec("clear_progress", "Clear progress…", lambda c: c.clear_progress(), (), "Lesson",
         tooltip="Forget how far you are in all lessons"),
    Spec("present", "Present", lambda c: c.present(), ("F5", "F11"), "", "presentation",
         "Show it to a class, on the whole display"),
    Spec("keys", "Keys", lambda c: c.show_keys(key_groups()), ("F1",), "", "keyboard"),
    Spec("first_steps", "Show the first steps", lambda c: c.show_first_steps(), (), "", "info"),
    Spec("about", "About nnviz", lambda c: c.show_about(), (), "", "info"),
    *(
        Spec(f"class_{digit}", f"Another {digit} from the data",
             partial(Commands.sample_of_class, number=digit), (str(digit),), anywhere=False)
        for digit in range(10)
    ),
    *(
        Spec(f"hands_{name}_{digit}", text.format(digit), partial(_count_hands, digit=digit, by=by),
             (f"{keys}+{digit}",), enabled=doable.counts_hands)
        for name, text, keys, by in HANDS
        for digit in range(10)
    ),
)  # fmt: skip
"""The table, in menu order."""


class Actions(Guarded, QObject):
    """The table as QActions: on the window, or on the canvas for keys that act only there."""

    def __init__(self, session: Session, commands: Commands, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self.by_name: Mapping[str, QAction] = {spec.name: _action(spec, commands, self) for spec in ACTIONS}
        scales = QActionGroup(self)
        for spec in ACTIONS:
            if spec.name.startswith("tint_"):
                scales.addAction(self.by_name[spec.name])
            if spec.anywhere:
                window.addAction(self.by_name[spec.name])

    def give_keys(self, canvas: QWidget) -> None:
        """Let the canvas have the keys that act while it has the focus."""
        for spec in ACTIONS:
            if not spec.anywhere:
                canvas.addAction(self.by_name[spec.name])

    def refresh(self, change: Change) -> None:
        """Follow the session: what can be done, what is on, and in which words."""
        page = self._session.shown_page
        has_steps = page == "step" or (page == "lab" and self._session.view.lab.part in steps.COUNTS)
        for spec in ACTIONS:
            action = self.by_name[spec.name]
            if change & Change.THEME and spec.icon:
                action.setIcon(icons.icon(spec.icon, THEMES[self._session.view.theme or "dark"].ink2))
            if spec.words and menu_text(words := spec.words(self._session)) != action.text():
                action.setText(menu_text(words))
                set_tooltip(action, _tooltip(spec, words))
            is_here = (
                spec.menu != "Play"
                or page == "run"
                or (spec.in_steps and has_steps)
                or (spec.in_opened and page == "step")
                or (spec.in_training and page == "train")
            )
            action.setEnabled(is_here and (spec.enabled is None or spec.enabled(self._session)))
            if spec.checked and change & CHECKED_BY:
                action.setChecked(spec.checked(self._session))

    def fill(self, menu: QMenu, submenus: Mapping[str, QMenu]) -> None:
        """Put the actions into the menu, submenus where the first of their actions stands."""
        placed: dict[str, QMenu] = {}
        for spec in ACTIONS:
            if spec.menu is None:
                continue
            if spec.menu and spec.menu not in placed:
                placed[spec.menu] = submenus[spec.menu]
                menu.addMenu(submenus[spec.menu])
            (placed[spec.menu] if spec.menu else menu).addAction(self.by_name[spec.name])


def submenu_names() -> Iterable[str]:
    """The submenus that the table speaks of, in order."""
    return dict.fromkeys(spec.menu for spec in ACTIONS if spec.menu)


def _action(spec: Spec, commands: Commands, parent: QObject) -> QAction:
    action = QAction(button_text(spec.text), parent)
    action.setObjectName(spec.name)
    action.setShortcuts([QKeySequence(key) for key in spec.keys])
    if not spec.anywhere:
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    action.setCheckable(spec.checked is not None)
    set_tooltip(action, _tooltip(spec, spec.tooltip or spec.text))
    action.triggered.connect(lambda: commands.run(spec.call))
    return action


def _tooltip(spec: Spec, text: str) -> str:
    return f"{text.rstrip('…')} ({_shown(spec.keys[0])})" if spec.keys else text


def _shown(key: str) -> str:
    shown = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
    return {"-": "−", "Left": "←", "Right": "→", "Shift+Left": "Shift ←", "Shift+Right": "Shift →"}.get(
        key, shown
    )


def key_groups() -> dict[str, list[Key]]:
    """Every key, under the heading of its menu; what has no menu stands with what it acts on."""
    groups: dict[str, list[Key]] = {name: [] for name in ("File", "Edit", "Play", "View", "Lesson")}
    groups.update({name: list(keys) for name, keys in CANVAS_KEYS.items()})
    for spec in ACTIONS:
        if spec.keys and spec.menu is not None:
            keys = " or ".join(_shown(key) for key in spec.keys)
            groups[spec.menu or "File"].append(Key(spec.text.rstrip("…"), keys))
    groups["File"].append(Key("Quit", "Ctrl+Q"))
    groups[PRESENTING] = [Key(deed.text, ", ".join(_shown(key) for key in deed.keys)) for deed in DEEDS]
    for _, text, keys, _ in HANDS:
        groups["Lesson"].append(Key(text.format("0 … 9"), f"{keys.replace('+', ' ')} 0 … 9"))
    return groups


PRESENTING = "While presenting"
