"""A picture is drawn in the background: the window goes on, and a person may cancel it."""

from __future__ import annotations

import threading

from PySide6.QtWidgets import QFileDialog, QMessageBox, QProgressDialog, QPushButton

from nnviz.errors import FileError


def chosen(monkeypatch, path) -> None:
    """The person picks this file in the next dialog."""
    monkeypatch.setattr(QFileDialog, "exec", lambda self: 1)
    monkeypatch.setattr(QFileDialog, "selectedFiles", lambda self: [str(path)])


def test_a_picture_of_each_kind_is_written_while_the_window_goes_on(show, qtbot, monkeypatch, tmp_path):
    shown = show("iris")
    for name, start in (("a.svg", b"<svg"), ("b.pdf", b"%PDF"), ("c.png", b"\x89PNG")):
        path = tmp_path / name
        chosen(monkeypatch, path)
        shown.window.commands.export_picture()
        qtbot.waitUntil(path.exists, timeout=20_000)
        assert path.read_bytes().startswith(start)


def test_what_is_cancelled_is_not_written(show, qtbot, tmp_path):
    shown, hold, written = show("iris"), threading.Event(), []
    background = shown.window.background
    background.run("Drawing", hold.wait, written.append)
    box = shown.window.findChild(QProgressDialog)
    qtbot.waitUntil(box.isVisible)
    box.cancel()
    hold.set()
    background.worker.wait()
    with qtbot.waitSignal(box.destroyed):
        pass
    assert written == []


def test_an_error_is_told(show, qtbot, monkeypatch):
    told = []
    monkeypatch.setattr(QMessageBox, "exec", lambda self: told.append(self.text()))
    shown = show("iris")

    def fail() -> None:
        raise FileError("There is no room.")

    for job, then in ((fail, print), (lambda: None, lambda _: fail())):
        told.clear()
        shown.window.background.run("Drawing", job, then)
        qtbot.waitUntil(lambda: told == ["There is no room."])


def test_a_fault_is_reported_and_the_line_goes(show, qtbot, monkeypatch):
    reported = []
    monkeypatch.setattr("sys.excepthook", lambda kind, *_: reported.append(kind))
    shown = show("iris")
    shown.window.background.run("Drawing", lambda: 1 / 0, print)
    box = shown.window.findChild(QProgressDialog)
    with qtbot.waitSignal(box.destroyed):
        pass
    assert reported == [ZeroDivisionError]


def test_a_job_that_tells_how_far_it_is_is_shown_and_can_be_cancelled(show, qtbot):
    shown, hold, seen, came = show("iris"), threading.Event(), [], []

    def job(tell, is_wanted) -> bool:
        tell(0.4)
        hold.wait()
        seen.append(is_wanted())
        return True

    background = shown.window.background
    background.follow("Reading", job, came.append)
    box = shown.window.findChild(QProgressDialog)
    qtbot.waitUntil(lambda: (box.value(), box.maximum()) == (400, 1000))
    box.findChild(QPushButton).click()
    hold.set()
    background.worker.wait()
    qtbot.waitUntil(lambda: shown.window.findChild(QProgressDialog) is None)
    assert (seen, came) == ([False], [])
