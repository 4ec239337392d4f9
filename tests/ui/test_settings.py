"""What is remembered about a person, whether things may move, and who has a say in it."""

import ast
from collections import Counter
from pathlib import Path

import pytest

from nnviz import formats
from nnviz.document import Camera
from nnviz.session import Preferences, Session
from nnviz.ui import settings

PACKAGE = Path(settings.__file__).parents[1]


@pytest.fixture(autouse=True)
def own_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.delenv("NNVIZ_REDUCED_MOTION", raising=False)
    return tmp_path


def test_recent_files_newest_first_each_once_and_only_those_that_are_there(tmp_path):
    files = [tmp_path / f"{number}.nnviz" for number in range(10)]
    for file in files:
        file.write_text("x")
        settings.add_recent(file)
    settings.add_recent(files[5])
    found = settings.recent()
    assert len(found) == settings.RECENT
    assert found[:2] == (files[5], files[9])
    files[9].unlink()
    assert files[9] not in settings.recent()


def test_one_recent_file_is_one_recent_file(tmp_path):
    (tmp_path / "a.nnviz").write_text("x")
    settings.add_recent(tmp_path / "a.nnviz")
    assert settings.recent() == (tmp_path / "a.nnviz",)


def test_reduced_motion_is_the_environments_then_the_persons_then_the_desktops(monkeypatch, tmp_path):
    assert not settings.reduced_motion()
    (tmp_path / "gtk-4.0").mkdir()
    (tmp_path / "gtk-4.0" / "settings.ini").write_text("[Settings]\ngtk-enable-animations=false\n")
    assert settings.reduced_motion()
    settings.set_reduced_motion(False)
    assert not settings.reduced_motion()
    monkeypatch.setenv("NNVIZ_REDUCED_MOTION", "1")
    assert settings.reduced_motion()
    monkeypatch.setenv("NNVIZ_REDUCED_MOTION", "0")
    assert not settings.reduced_motion()


def test_the_theme_is_kept_and_nonsense_is_not_believed(qapp, tmp_path):
    settings.set_theme("light")
    assert settings.theme() == "light"
    settings.set_theme("pink")
    assert settings.theme() in ("dark", "light")


def test_a_session_is_told_and_keeps_a_theme_of_its_own(monkeypatch):
    settings.set_theme("light")
    settings.set_map_shown(False)
    monkeypatch.setenv("NNVIZ_REDUCED_MOTION", "1")
    session = Session(formats.open_any("xor")[0])
    settings.tell(session)
    assert session.view.theme == "light"
    assert session.preferences == Preferences(reduced_motion=True, map_shown=False)
    settings.set_theme("dark")
    settings.tell(session)
    assert session.view.theme == "light"


def test_views_learn_of_a_change_from_the_session_alone(show):
    shown = show("digits")
    canvas = shown.window.run.canvas
    shown.session.set_camera(Camera(0.5, 0.5, 2.0))
    shown.frame()
    assert canvas.map.isVisible()
    settings.set_map_shown(False)
    shown.session.set_heat(True)
    shown.session.play()
    shown.frame()
    assert canvas.map.isVisible()
    settings.tell(shown.session)
    shown.frame()
    assert not canvas.map.isVisible()
    shown.window.actions_.by_name["map"].trigger()
    shown.frame()
    assert canvas.map.isVisible()
    assert settings.map_shown()


def uses() -> list[tuple[str, str]]:
    """Every attribute and name in the package, with its module."""
    return [
        (file.relative_to(PACKAGE).as_posix(), leaf)
        for file in sorted(PACKAGE.rglob("*.py"))
        for leaf in _leaves(ast.parse(file.read_text(encoding="utf-8")))
    ]


def _leaves(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield f"{node.value.id}.{node.attr}" if isinstance(node.value, ast.Name) else f".{node.attr}"
        elif isinstance(node, ast.Name):
            yield node.id


def test_settings_have_one_owner_and_each_is_changed_in_one_place():
    found = uses()
    assert {file for file, leaf in found if leaf == "QSettings"} == {"ui/settings.py"}
    changes = Counter(leaf for _, leaf in found if leaf.startswith(("settings.set_", "settings.add_")))
    own = [name for name in dir(settings) if name.startswith(("set_", "add_"))]
    assert changes == {f"settings.{name}": 1 for name in own}
    readers = {file for file, leaf in found if leaf.startswith("settings.")}
    assert {file.rpartition("/")[0] for file in readers} == {"ui/window"}


def test_nobody_but_the_session_announces():
    announced = {file for file, leaf in uses() if leaf.endswith((".announce", "._announcer"))}
    assert announced == {
        f"session/{name}.py" for name in ("player", "viewer", "editing", "session", "importing")
    }
