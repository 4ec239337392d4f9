"""The last resort: whole tracebacks in the log, one sentence to the person, once for each fault."""

import logging
import sys

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from nnviz.errors import InputError
from nnviz.ui import log
from nnviz.ui.window import dialogs
from nnviz.ui.window.dialogs import CrashReporter


def fault(reporter, error=None):
    try:
        raise error or ZeroDivisionError("inside")
    except (ZeroDivisionError, InputError):
        reporter.report(*sys.exc_info())


@pytest.fixture
def shown(qtbot):
    """Every message box that appears, as text; each is closed at once."""
    texts = []
    timer = QTimer()
    timer.setInterval(10)

    def look():
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            texts.append((box.text(), box.informativeText()))
            box.buttons()[0].click()

    timer.timeout.connect(look)
    timer.start()
    yield texts
    timer.stop()


def test_a_fault_is_logged_whole_and_told_once(shown, qtbot, caplog):
    reporter = CrashReporter(lambda: None)
    with caplog.at_level(logging.ERROR, "nnviz"):
        fault(reporter)
        fault(reporter)
    qtbot.waitUntil(lambda: bool(shown))
    QApplication.processEvents()
    assert len(shown) == 1
    assert "Traceback" not in shown[0][0]
    assert "nnviz.log" in shown[0][1]
    whole = log.LineFormatter().format(caplog.records[0])
    assert "Traceback (most recent call last)" in whole
    assert "ZeroDivisionError: inside" in whole
    assert "Traceback" not in caplog.records[1].getMessage()


def test_an_error_meant_for_a_person_is_its_own_sentence(shown, qtbot):
    fault(CrashReporter(lambda: None), InputError("This network takes 64 pixels, not 3."))
    qtbot.waitUntil(lambda: bool(shown))
    assert shown[0][0] == "This network takes 64 pixels, not 3."


def test_no_dialog_opens_inside_the_fault_itself(shown, qtbot):
    fault(CrashReporter(lambda: None))
    assert not shown
    qtbot.waitUntil(lambda: bool(shown))


def test_markup_in_an_error_is_shown_and_not_obeyed(shown, qtbot):
    QTimer.singleShot(0, lambda: dialogs.show_error(None, "nnviz", InputError("no <b>such</b> file")))
    qtbot.waitUntil(lambda: bool(shown))
    assert shown[0][0] == "no <b>such</b> file"


def test_the_log_lies_in_the_state_folder_and_is_opened_once(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    logger = logging.getLogger("nnviz")
    monkeypatch.setattr(logger, "handlers", [])  # another test may have opened the log already
    log.start_logging()
    log.start_logging()
    logger.info("hello")
    [handler] = logger.handlers
    handler.close()
    assert "hello" in (tmp_path / "nnviz" / "nnviz.log").read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_written_stops_nothing(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    monkeypatch.setattr(logging.getLogger("nnviz"), "handlers", [])
    log.start_logging()
    assert logging.getLogger("nnviz").handlers == []
