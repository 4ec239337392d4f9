"""The unpacked one-folder executable, in millions of bytes."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent
PROGRAM = ROOT / "dist" / "nnviz"


def run() -> dict[str, float]:
    """Build the executable if it isn't there, and weigh it."""
    if not PROGRAM.exists():
        subprocess.run(["make", "exe"], cwd=ROOT, check=True)
    return {"size.executable_mb": megabytes(PROGRAM)}


def megabytes(folder: Path) -> float:
    """Bytes of all files under ``folder``, links not followed, over 10^6."""
    files = (file for file in folder.rglob("*") if file.is_file() and not file.is_symlink())
    return sum(file.stat().st_size for file in files) / 1e6
