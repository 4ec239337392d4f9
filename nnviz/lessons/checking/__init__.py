"""Whether what a lesson says is so: what it names is there, and what it claims holds."""

from nnviz.lessons.checking.claims import Checked, Finding, checked
from nnviz.lessons.checking.named import faults

__all__ = ["Checked", "Finding", "checked", "faults"]
