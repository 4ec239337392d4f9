"""What all tests share: no display, no trace in the user's own folders, no deadlines."""

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator

import pytest
from hypothesis import settings

# Before anything imports Qt. Journeys start the program as a process with an environment of its own.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
for name in ("QT_SCALE_FACTOR", "QT_STYLE_OVERRIDE", "QT_QPA_PLATFORMTHEME"):
    os.environ.pop(name, None)

_home = tempfile.mkdtemp(prefix="nnviz-tests-")
for name in ("XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
    os.environ[name] = os.path.join(_home, name.lower())

# A shell starts what runs in the background with signals ignored, nohup one more, and a program started by a
# test inherits that: the Ctrl-C or the hangup a test sends would never arrive. One that is handled here isn't
# ignored there; the tests themselves still outlive their terminal.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) == signal.SIG_IGN:
    signal.signal(signal.SIGHUP, lambda *_: None)

settings.register_profile("nnviz", deadline=None)
settings.load_profile("nnviz")


@pytest.fixture(scope="session", autouse=True)
def _own_folders() -> Iterator[None]:
    yield
    shutil.rmtree(_home, ignore_errors=True)
