"""A run goes on to the bit in another process, from the file alone."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from nnviz.document.training import Run
from nnviz.engine import Adam, Network, Trainer
from nnviz.session import Session
from nnviz.training import begin
from tests.session.training.conftest import document, points, session_of

STEPS = 200
GO_ON = """
import hashlib, sys
from nnviz.session import Session
from nnviz import formats
session = Session(formats.open_any(sys.argv[1])[0])
pace = float(sys.argv[2])
session.training.set_pace(pace or None)
session.training.play()
session.training.wait()
digest = hashlib.sha256()
for key, array in sorted(session.document.network.parameters().items()):
    digest.update(key.encode() + array.tobytes())
print(session.training.state.step, digest.hexdigest())
session.close()
"""


def hash_of(network: Network) -> str:
    digest = hashlib.sha256()
    for key, array in sorted(network.parameters().items()):
        digest.update(key.encode() + array.tobytes())
    return digest.hexdigest()


def uninterrupted(run: Run, session: Session) -> Network:
    """The same run without a session: the recipes at the steps from which on they held."""
    training = session.document.training
    assert training is not None
    assert training.data is not None
    lesson = begin.lesson_of(run, training.data)
    trainer = Trainer(run.network, lesson.learned, run.recipes[0][1])
    for step, recipe in run.recipes[1:]:
        trainer.advance(step - trainer.step)
        trainer.change(recipe)
    trainer.advance(STEPS - trainer.step)
    return begin.result(run, trainer.checkpoint())


@pytest.mark.parametrize("pace", [0, 2000])
def test_two_hundred_steps_in_two_processes(tmp_path: Path, pace: float) -> None:
    session = session_of(document(points(100, 20), drops=True), batch_size=8, epochs=20, frozen_layers=(1,))
    session.training.set_pace(500)
    session.training.play()
    session.training.wait(20)
    training = session.training.training
    assert training is not None
    session.training.change(replace(training.recipe, optimizer=Adam(0.05)))
    session.training.wait(60)
    session.save(tmp_path / "middle.nnviz")
    run = session.training.run
    assert run is not None
    assert 60 <= run.steps < STEPS
    assert len(run.recipes) == 2
    frozen = begin.core_of(session.document.network).parameters()["1.weight"]
    assert frozen.tobytes() == run.network.parameters()["1.weight"].tobytes()
    wanted = hash_of(uninterrupted(run, session))
    command = [sys.executable, "-c", GO_ON, str(tmp_path / "middle.nnviz"), str(pace)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert said == [str(STEPS), wanted]
    session.training.play()
    session.training.wait()
    assert hash_of(session.document.network) == wanted
    session.close()
