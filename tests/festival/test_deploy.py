"""What is in deploy/ is true of the code."""

import configparser
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"


def read(name):
    return (DEPLOY / name).read_text("utf-8")


def test_the_example_of_the_environment_names_every_setting_and_no_other():
    asked = re.findall(r'\benv(?:\.\w+)?\(\s*"(\w+)"', (ROOT / "festival/settings.py").read_text())
    asked += re.findall(r"\$\{(?!WSGI_APPLICATION)(\w+):-", read("serve"))
    named = re.findall(r"^#?([A-Z_0-9]+)=", read("marquee.env.example"), re.M)

    assert sorted(named) == sorted(set(asked))


def test_commands_of_the_units_are_commands_of_ours():
    units = "".join(read(path.name) for path in DEPLOY.glob("*.service"))
    ours = {path.stem for path in (ROOT / "festival/management/commands").glob("*.py")}
    ours |= {path.stem for path in (ROOT / "catalogue/management/commands").glob("*.py")}
    django_s = {"migrate", "collectstatic", "clearsessions", "axes_reset_logs"}

    assert set(re.findall(r"manage\.py (\w+)", units)) <= ours | django_s


def nightly(text):
    return re.findall(r"manage\.py (.*)", text.replace("/var/backups/marquee", "/backups"))


def test_containers_have_the_night_s_work_that_the_unit_has():
    """Else no backup is tried there, and nobody forgets from where staff logged in."""
    backup = yaml.safe_load(read("compose.yaml"))["services"]["backup"]

    assert nightly(backup["command"][-1]) == nightly(read("marquee-nightly.service"))
    assert len(nightly(backup["command"][-1])) == 5


def test_containers_may_write_into_their_volumes():
    """A new volume belongs to whom the image's folder does; root's is closed to our user."""
    services = yaml.safe_load(read("compose.yaml"))["services"].values()
    ours = [service for service in services if "build" in service]
    mounted = {volume.partition(":")[2] for service in ours for volume in service["volumes"]}
    made = re.search(
        r"^RUN install --directory --owner=marquee .*?( /.*)$", read("Containerfile"), re.M
    )

    assert set(made[1].split()) == mounted == {"/var/lib/marquee", "/backups"}


def test_an_image_holds_nothing_that_git_does_not():
    """An .env would switch HTTPS off there, and a .venv name a Python of another machine."""
    kept_out = (ROOT / ".dockerignore").read_text().splitlines()

    for name in (ROOT / ".gitignore").read_text().split():
        assert f"**/{name.rstrip('/')}" in kept_out
    assert ".git" in kept_out


def test_every_place_starts_the_server_as_the_demo_does():
    """The figures of docs/deploy.md were measured with that; its tests are in test_serving.py."""
    texts = [(ROOT / "Makefile").read_text(), read("marquee.service"), read("Containerfile")]

    assert all("deploy/serve" in text and "granian" not in text for text in texts)


def test_the_proxy_lets_a_connection_go_before_the_server_does():
    """Else an editor's save may be sent into one that is just being closed."""
    proxy = int(re.search(r"keepalive_timeout (\d+)s;", read("nginx.conf"))[1])
    server = int(re.search(r"--http1-header-read-timeout (\d+)000", read("serve"))[1])

    assert proxy < server


def test_units_are_units_and_the_timer_starts_the_nightly_one():
    for path in [*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")]:
        unit = configparser.ConfigParser(strict=False, interpolation=None)
        unit.read_string(path.read_text("utf-8"))
        assert "Unit" in unit
    assert {path.stem for path in DEPLOY.glob("*.timer")} < {
        path.stem for path in DEPLOY.glob("*.service")
    }


def test_containers_wait_for_what_they_need_and_gain_no_rights():
    compose = yaml.safe_load(read("compose.yaml"))
    web = compose["services"]["web"]

    assert set(compose["services"]) == {"prepare", "web", "backup", "database", "cache"}
    assert set(web["depends_on"]) == {"prepare", "database", "cache"}
    assert (web["read_only"], web["cap_drop"]) == (True, ["ALL"])
    assert web["ports"] == ["127.0.0.1:8000:8000"]


def test_the_proxy_writes_every_header_that_the_site_believes_of_it():
    believed = {"HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_FOR", "HTTP_X_REQUEST_ID"}
    code = "".join(path.read_text() for path in (ROOT / "festival").glob("*.py"))
    written = re.findall(r"proxy_set_header (\S+) ", read("nginx.conf"))

    assert set(re.findall(r"HTTP_X_\w+", code)) == believed
    names = {name.removeprefix("HTTP_").replace("_", "-") for name in believed}
    assert names < {name.upper() for name in written}


def test_the_proxy_drops_headers_that_read_like_those_it_writes():
    """`X_Forwarded_For` and `X-Forwarded-For` have one name when they reach the site."""
    assert re.findall(r"^ *underscores_in_headers (\w+);", read("nginx.conf"), re.M) == ["off"]


def test_the_proxy_names_each_piece_of_memory_once():
    """nginx starts with none of its sites where two things share a name."""
    zones = re.findall(r"(?:keys_zone=|zone=|shared:)(\w+):\d", read("nginx.conf"))

    assert sorted(zones) == ["logins", "pages", "tls", "visitors"]


@pytest.mark.skipif(not shutil.which("nginx"), reason="nginx is not on this machine")
def test_nginx_reads_it(tmp_path):
    """As it is, but for a certificate and places that are ours here."""
    names = ["-subj", "/CN=festival.example", "-keyout", "key.pem", "-out", "chain.pem"]
    certificate = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", *names]
    subprocess.run(certificate, cwd=tmp_path, check=True, capture_output=True)
    site = read("nginx.conf").replace("/var/cache/nginx/marquee", str(tmp_path / "cache"))
    site = site.replace("/var/log/nginx", str(tmp_path))
    site = re.sub(r"/etc/letsencrypt/\S+fullchain.pem", str(tmp_path / "chain.pem"), site)
    site = re.sub(r"/etc/letsencrypt/\S+privkey.pem", str(tmp_path / "key.pem"), site)
    paths = f"pid {tmp_path}/pid; error_log {tmp_path}/log;"
    whole = tmp_path / "nginx.conf"
    whole.write_text(f"{paths} events {{}} http {{ access_log off; {site} }}")

    told = subprocess.run(["nginx", "-t", "-c", str(whole)], capture_output=True, text=True)

    assert (told.returncode, "emerg" in told.stderr) == (0, False), told.stderr
