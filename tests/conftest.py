"""What all tests share: how many examples Hypothesis draws, and the points of every ZIP.

Hypothesis draws by the profile `dev`, in the gate by `ci`, on a hunt by `hunt` (`--hypothesis-profile=hunt`).
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from refer_cli.places.gazetteer import Gazetteer, build, gazetteer_path, open_gazetteer

# A machine that others use is no fault of the code: no deadline, and no complaint that drawing was slow.
_patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])

# The same examples every time, so that nobody's first run fails by a rare draw that is not theirs to mend.
settings.register_profile("dev", _patient, max_examples=32, derandomize=True)
# More of them, and the same ones: a red gate is about the change at hand.
settings.register_profile("ci", _patient, max_examples=200, derandomize=True)
# Other examples every time, for a hunt; what fails is printed with a line that repeats it.
settings.register_profile("hunt", _patient, max_examples=500, print_blob=True)
settings.load_profile("dev")


@pytest.fixture(scope="session")
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache of the program with the real points in it, which take a second of processor time to build."""
    folder = tmp_path_factory.mktemp("cache")
    build(gazetteer_path(folder))
    return folder


@pytest.fixture(scope="session")
def gazetteer(cache_folder: Path) -> Gazetteer:
    return open_gazetteer(cache_folder)
