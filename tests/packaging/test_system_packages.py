"""What Qt's wheels load from the system is what the set-up looks for."""

import re
import shutil
import subprocess
from pathlib import Path

import PySide6
import pytest

# Part of the C library, or needed by Python and every package manager.
EVERYWHERE = re.compile(r"(ld-linux.*|lib(c|m|dl|rt|pthread|resolv|gcc_s|stdc\+\+|z)\.so\.\d+)$")

USED = [
    "QtCore", "QtDBus", "QtGui", "QtOpenGL", "QtOpenGLWidgets", "QtSvg", "QtTest", "QtWidgets",
    "Qt/plugins/platforms/libqoffscreen", "Qt/plugins/platforms/libqwayland", "Qt/plugins/platforms/libqxcb",
    "Qt/plugins/xcbglintegrations/libqxcb-glx", "Qt/plugins/wayland-shell-integration/libxdg-shell",
    "Qt/plugins/imageformats/libqsvg", "Qt/plugins/iconengines/libqsvgicon",
    "Qt/plugins/platforminputcontexts/libcompose", "Qt/plugins/platforminputcontexts/libibus",
]  # fmt: skip


def needed_by(library: Path) -> set[str]:
    listing = subprocess.run(["objdump", "-p", library], capture_output=True, text=True, check=True).stdout
    return set(re.findall(r"NEEDED\s+(\S+)", listing))


@pytest.mark.packaging
@pytest.mark.skipif(not shutil.which("objdump"), reason="needs objdump (binutils)")
def test_set_up_knows_every_library_that_qt_needs(root: Path) -> None:
    qt = Path(PySide6.__file__).parent
    carried = {file.name: file for pattern in ("*.so*", "Qt/lib/*.so*") for file in qt.glob(pattern)}
    waiting = {file for start in USED for file in qt.glob(f"{start}[.-]*so")}
    seen: set[Path] = set()
    from_system: set[str] = set()
    while waiting:
        library = waiting.pop()
        seen.add(library)
        names = needed_by(library)
        waiting |= {carried[name] for name in names if name in carried} - seen
        from_system |= {name for name in names if name not in carried and "shiboken" not in name}
    known = set(
        re.findall(r"^(lib\S+\.so\S*)", (root / "packaging" / "system-packages").read_text(), re.MULTILINE)
    )

    assert "libEGL.so.1" in from_system
    assert {name for name in from_system if not EVERYWHERE.match(name)} <= known
