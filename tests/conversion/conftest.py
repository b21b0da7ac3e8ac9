from pathlib import Path

import pytest


@pytest.fixture()
def stored(tmp_path):
    """Write bytes into a file, under a harmless name unless another is given."""

    def store(data: bytes, name: str = "tep") -> Path:
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return store


@pytest.fixture()
def target(tmp_path) -> Path:
    """Where images are drawn."""
    directory = tmp_path / "images"
    directory.mkdir()
    return directory
