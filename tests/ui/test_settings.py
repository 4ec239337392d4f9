"""What is remembered about a person, and whether things may move."""

import pytest

from nnviz.ui import settings


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
