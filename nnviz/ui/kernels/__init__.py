"""The kernel sandbox: one kernel slides over a photograph, and every number can be changed."""

from nnviz.ui.kernels.page import SandboxPage

__all__ = ["SandboxPage"]
