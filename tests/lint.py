"""
What `make lint` checks beside style: migrations, production settings, lock files and, as a
note only, runtime dependencies that have a newer patch release.

    python -m tests.lint              check
    python -m tests.lint --lock       rewrite the lock files from pyproject.toml
    python -m tests.lint --messages   collect and compile translations (needs gettext)
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
PRODUCTION = {
    "SECRET_KEY": "a-key-only-for-this-check-" + "0123456789abcdefghijklmnopqrstuvwxyz",
    "ALLOWED_HOSTS": "festival.example",
    "HTTPS": "on",
    "DEBUG": "off",
}
LOCKS = {
    "requirements.txt": [],
    "requirements-prod.txt": ["--extra", "prod"],
    "requirements-dev.txt": ["--extra", "prod", "--group", "dev"],
}


def run(*command, **environment):
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=False)
    return done.returncode == 0


def manage(*arguments, **environment):
    return run(sys.executable, "-W", "error", "manage.py", *arguments, **environment)


def compile_lock(name, output):
    """Resolve pyproject.toml into a lock; versions already in `output` are kept."""
    return run(
        *[sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal"],
        *["--generate-hashes", "--no-emit-index-url", "--no-header", "--no-annotate"],
        *LOCKS[name],
        *["pyproject.toml", "--output-file", str(output)],
        UV_SYSTEM_CERTS="1",
    )


def is_current(name):
    """Whether resolving again, from the lock as it is, changes nothing."""
    with tempfile.TemporaryDirectory() as folder:
        again = Path(folder, name)
        again.write_text((ROOT / name).read_text("utf-8"), "utf-8")
        return compile_lock(name, again) and again.read_text("utf-8") == (ROOT / name).read_text(
            "utf-8"
        )


def locked(text):
    """{package: version} of a lock or of what uv resolved."""
    return dict(re.findall(r"^([\w.-]+)==([\w.]+)", text, re.M))


def newest_patches(versions):
    """{package: the newest release of the same X.Y}; None where the index cannot be asked."""
    asked = [f"{name}=={'.'.join(of.split('.')[:2])}.*" for name, of in versions.items()]
    done = subprocess.run(
        [
            *[sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal", "--no-deps"],
            *["--no-emit-index-url", "--no-header", "--no-annotate", "-"],
        ],
        cwd=ROOT,
        env={**os.environ, "UV_SYSTEM_CERTS": "1"},
        input="\n".join(asked),
        capture_output=True,
        text=True,
        check=False,
    )
    return locked(done.stdout) if done.returncode == 0 else None


def tell_patches():
    """Says what runs in production and has a newer patch release. A release fails no check."""
    versions = locked((ROOT / "requirements-prod.txt").read_text("utf-8"))
    newest = newest_patches(versions)
    if newest is None:
        print("note the index cannot be reached: nobody knows whether patch releases are missing")
        return
    behind = {name: of for name, of in newest.items() if of != versions.get(name)}
    for name, version in behind.items():
        print(f"note {name} {versions.get(name)} has a newer patch release: {version}")
    if not behind:
        print("ok   every runtime dependency is its newest patch release")


def check():
    with tempfile.TemporaryDirectory() as folder:
        production = {**PRODUCTION, "VAR_DIR": folder}
        checks = {
            "makemigrations --check": manage(
                "makemigrations", "--check", "--dry-run", **production
            ),
            "check --deploy": manage("check", "--deploy", "--fail-level", "WARNING", **production),
        }
    checks |= {f"{name} is current": is_current(name) for name in LOCKS}
    for name, is_fine in checks.items():
        print(f"{'ok  ' if is_fine else 'FAIL'} {name}")
    tell_patches()
    return all(checks.values())


def messages():
    """One file for the whole project; what other packages translate themselves is left out."""
    collected = ["makemessages", "--no-location", "--ignore", ".venv", "--ignore", "var"]
    compiled = ["compilemessages", "--ignore", ".venv"]
    return all(manage(*step, "--locale", "de", **PRODUCTION) for step in (collected, compiled))


if __name__ == "__main__":
    if "--lock" in sys.argv:
        fine = not [name for name in LOCKS if not compile_lock(name, ROOT / name)]
    elif "--messages" in sys.argv:
        fine = messages()
    else:
        fine = check()
    sys.exit(not fine)
