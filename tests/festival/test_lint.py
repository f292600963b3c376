"""What `make lint` says of dependencies; the index is never asked here."""

import subprocess

import pytest

from tests import lint

LOCK = "django==5.2.19 \\\n    --hash=sha256:a\nnh3==0.3.8\ncsp==4.0 ; python_version < '4'\n"


@pytest.fixture
def index(monkeypatch, tmp_path):
    """Locked are three packages; `index(answer)` is what the index has of each."""
    (tmp_path / "requirements-prod.txt").write_text(LOCK, "utf-8")
    monkeypatch.setattr(lint, "ROOT", tmp_path)
    asked = []

    def answers(text, returncode=0):
        def run(command, **options):
            asked.append(options["input"])
            return subprocess.CompletedProcess(command, returncode, text, "")

        monkeypatch.setattr(subprocess, "run", run)
        return asked

    return answers


def test_a_newer_patch_release_is_named(index, capsys):
    asked = index("django==5.2.20\nnh3==0.3.8\ncsp==4.0.1\n")

    lint.tell_patches()

    assert asked == ["django==5.2.*\nnh3==0.3.*\ncsp==4.0.*"]
    assert capsys.readouterr().out == (
        "note django 5.2.19 has a newer patch release: 5.2.20\n"
        "note csp 4.0 has a newer patch release: 4.0.1\n"
    )


def test_none_newer_is_fine(index, capsys):
    index("django==5.2.19\nnh3==0.3.8\ncsp==4.0\n")

    lint.tell_patches()

    assert capsys.readouterr().out == "ok   every runtime dependency is its newest patch release\n"


def test_without_a_network_it_says_so_and_goes_on(index, capsys):
    index("", returncode=2)

    lint.tell_patches()

    assert capsys.readouterr().out.startswith("note the index cannot be reached")
