"""What can be done now, what is on, and in which words: asked of the session by the table of actions."""

from __future__ import annotations

from nnviz.lessons.model import PAGES
from nnviz.scene.time import windows
from nnviz.session import Session, asking


def undo_words(session: Session) -> str:
    """What undo takes back."""
    return f"Undo {_lower(session.undo_label)}" if session.undo_label else "Undo"


def redo_words(session: Session) -> str:
    """What redo does again."""
    return f"Redo {_lower(session.redo_label)}" if session.redo_label else "Redo"


def _lower(label: str | None) -> str:
    return label[:1].lower() + label[1:] if label else ""


def play_words(session: Session) -> str:
    """What Space does: time runs or stands; on the Train page, training."""
    if session.is_train_shown:
        return "Pause training" if session.training.is_running else "Train"
    return "Pause" if session.is_playing else "Play"


def can_restore(session: Session) -> bool:
    """Whether the weights are others than the trained ones."""
    document = session.document
    return document.is_trained() and not document.shows_trained_weights()


def is_tint(session: Session, tint: str) -> bool:
    """Whether colours go over that scale."""
    return session.view.tint == tint


def has_windows(session: Session) -> bool:
    """Whether a window slides in the network."""
    network = session.document.network
    return any(windows.slides(network, layer) for layer in range(1, len(network.shapes)))


def lessons_words(session: Session) -> str:
    """All lessons; from elsewhere, the way back to the card that is open."""
    lecture = session.lecture
    is_away = lecture is not None and (session.shown_page != lecture.page)
    return "Back to the card" if is_away else "All lessons"


def has_lesson(session: Session) -> bool:
    """Whether a lesson is open."""
    return session.lecture is not None


def can_be_captured(session: Session) -> bool:
    """Whether the page that is shown is one that a card can set up."""
    return session.shown_page in PAGES


def has_next_card(session: Session) -> bool:
    """Whether the open lesson goes on."""
    lecture = session.lecture
    return lecture is not None and lecture.after(lecture.place) is not None


def has_previous_card(session: Session) -> bool:
    """Whether something came before in it."""
    lecture = session.lecture
    return lecture is not None and lecture.before(lecture.place) is not None


def counts_hands(session: Session) -> bool:
    """Whether a show of hands can be counted."""
    lecture = session.lecture
    return lecture is not None and asking.counted_question(lecture) is not None


def can_paste(session: Session) -> bool:
    """Whether pasting is for the window: the page of kernels takes pictures by itself."""
    return session.is_greeting or session.view.page != "kernels"
