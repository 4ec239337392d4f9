"""Whether a subject has reasons, and whether they are wanted in place of its steps."""

from __future__ import annotations

from nnviz.scene.words.edge_counts import is_large
from nnviz.session import Session
from nnviz.ui.run.inspector.subject import Subject


def gives_reasons(subject: Subject) -> bool:
    """Whether the selected unit has reasons: it weighs inputs of its own."""
    return subject.explanation is not None and subject.weighs


def wanted(session: Session, subject: Subject) -> bool:
    """Whether the reasons are to be shown in place of the steps."""
    if not gives_reasons(subject) or subject.target is None:
        return False
    choice = session.view.reasons
    if choice:
        return choice == "shown"
    network = subject.document.network
    return is_large(network) and subject.target.layer == len(network.layers)
