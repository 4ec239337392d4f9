"""What stands before a number of the arithmetic strip gives way where there is no room."""

from __future__ import annotations

from nnviz.scene.values.arithmetic import Term
from nnviz.scene.values.strip_texts import name_forms


def test_a_sum_keeps_its_sign_when_its_words_have_no_room() -> None:
    assert name_forms(Term("add all 9", "+2.742")) == ("add all 9", "Σ", "")


def test_other_terms_keep_their_first_word() -> None:
    assert name_forms(Term("z, held", "1.928"))[1:] == ("z", "")
    assert name_forms(Term("softmax of 10 z", "0.9"))[1:] == ("softmax", "")
