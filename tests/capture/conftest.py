"""What the tests of capture share."""

from __future__ import annotations

from pathlib import Path

import pytest

from refer_cli.places.gazetteer import Gazetteer, open_gazetteer


@pytest.fixture(scope="session")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    folder: Path = tmp_path_factory.mktemp("places")
    return open_gazetteer(folder)
