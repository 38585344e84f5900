"""What a host may set: in the environment, in the secrets, or by default; a mistake gets a sentence."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit import config
from streamlit.runtime.secrets import Secrets

from dashboard import settings

ROOT = Path(__file__).parents[2]
NUMBERS: dict[str, Callable[[], int]] = {
    settings.PUBLISH_DAYS: settings.publish_days,
    settings.PUBLISH_FILE_MB: settings.publish_file_mb,
    settings.PUBLISH_TOTAL_MB: settings.publish_total_mb,
    settings.PUBLISH_PER_HOUR: settings.publish_per_hour,
    settings.CONNECTIONS_PER_ADDRESS: settings.connections_per_address,
}

CHOICES: dict[str, Callable[[], bool]] = {
    settings.READ_ONLY: settings.read_only,
    settings.CORRECTION_FORM: settings.correction_form,
}


@pytest.fixture
def secrets(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Callable[[str], None]]:
    """No settings, and no secrets until this is called with their text."""
    for name in settings.DEFAULTS:
        monkeypatch.delenv(name, raising=False)
    path = tmp_path / "secrets.toml"
    before = config.get_option("secrets.files")
    config.set_option("secrets.files", [str(path)])
    for outside in ("_maybe_install_file_watchers", "_maybe_set_environment_variable"):
        monkeypatch.setattr(Secrets, outside, lambda *_: None)

    def write(text: str) -> None:
        path.write_text(text, encoding="utf-8")
        monkeypatch.setattr(st, "secrets", Secrets())

    monkeypatch.setattr(st, "secrets", Secrets())
    yield write
    config.set_option("secrets.files", before)


def test_every_setting_is_read_before_the_first_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """The start reads each setting, so that none is wrong unnoticed; the tests below have each number and choice."""
    read: set[str] = set()
    monkeypatch.setattr(settings, "_configured", lambda name: read.add(name) or "")
    settings.check()
    assert read == set(settings.DEFAULTS)
    texts = {settings.CORRECTION_CONTACT, settings.STORE, settings.DATA}
    assert set(settings.DEFAULTS) - texts == {*NUMBERS, *CHOICES}


@pytest.mark.usefixtures("secrets")
def test_nothing_has_to_be_set() -> None:
    """Without variables and secrets every setting has its default, and the start is not refused."""
    settings.check()
    assert {name: str(read()) for name, read in NUMBERS.items()} == {name: settings.DEFAULTS[name] for name in NUMBERS}
    assert not settings.read_only()
    assert settings.store_url() == f"sqlite:///{(ROOT / 'published' / 'clinics.sqlite3').as_posix()}"
    assert settings.correction_contact() is None


@pytest.mark.usefixtures("secrets")
@pytest.mark.parametrize("name", NUMBERS)
def test_a_number_is_read(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """A whole number in the environment is accepted, with blanks around it; an empty variable is not set."""
    monkeypatch.setenv(name, " 7 ")
    assert NUMBERS[name]() == 7
    monkeypatch.setenv(name, "")
    assert str(NUMBERS[name]()) == settings.DEFAULTS[name]


@pytest.mark.usefixtures("secrets")
@pytest.mark.parametrize("name", NUMBERS)
@pytest.mark.parametrize("given", ["soon", "0", "-1", "1.5", "1e3", "1000000", "٣"])
def test_a_value_that_is_no_number_is_reported(monkeypatch: pytest.MonkeyPatch, name: str, given: str) -> None:
    """The sentence names the variable, what is expected and what it holds; the start is refused."""
    monkeypatch.setenv(name, given)
    sentence = f"{name}: expected a whole number from 1 to 999,999, not {given!r}."
    for read in (NUMBERS[name], settings.check):
        with pytest.raises(ValueError, match=r"^CLINICS_") as reason:
            read()
        assert str(reason.value) == sentence


@pytest.mark.usefixtures("secrets")
@pytest.mark.parametrize("name", CHOICES)
@pytest.mark.parametrize(
    ("given", "meant"), [("yes", True), ("TRUE", True), ("1", True), ("no", False), ("off", False), ("0", False)]
)
def test_a_choice_is_yes_or_no(monkeypatch: pytest.MonkeyPatch, name: str, given: str, meant: bool) -> None:
    """The usual words for yes and no are understood, in any case; an empty variable is not set."""
    monkeypatch.setenv(name, given)
    assert CHOICES[name]() is meant
    monkeypatch.setenv(name, "")
    assert CHOICES[name]() is (settings.DEFAULTS[name] == "yes")


@pytest.mark.usefixtures("secrets")
@pytest.mark.parametrize("name", CHOICES)
def test_an_unclear_choice_stops_the_start(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """A word that means neither yes nor no is refused: it does not open an instance to uploads or turn a form on."""
    monkeypatch.setenv(name, "perhaps")
    with pytest.raises(ValueError, match=f"{name}: expected yes or no, not 'perhaps'"):
        settings.check()


@pytest.mark.usefixtures("secrets")
@pytest.mark.parametrize(
    "given",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "mailto:fix@clinics.example",
        "https://clinics.example@evil.example",
        "https://clinics.example\\fix",
        "ask us",
        "fix@clinics",
        "fix\u3164@clinics.example",
        "fix@clin\u3164ics.example",
        "f\u0456x@clinics.example",
        "fix\u200b@clinics.example",
        "fix@clinics.example?bcc=else@evil.example",
        "fix..us@clinics.example",
        "fix@-.-",
        "fix@1.2",
        f"{'fix' * 100}@clinics.example",
        "tel:555",
    ],
)
def test_a_contact_that_leads_nowhere_stops_the_start(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    """A contact that is neither an email nor a web address is reported with what to give, and gets no button."""
    monkeypatch.setenv(settings.CORRECTION_CONTACT, given)
    for read in (settings.correction_contact, settings.check):
        with pytest.raises(ValueError, match="CLINICS_CORRECTION_CONTACT: expected a mail address or a web address"):
            read()


@pytest.mark.usefixtures("secrets")
@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("fix.it+us@clinics.example", "mailto:fix.it+us@clinics.example"),
        ("fix@Cl\u00ednica.example", "mailto:fix@xn--clnica-4va.example"),
        ("clinics.example/fix@us", "https://clinics.example/fix@us"),
    ],
)
def test_a_contact_is_told_in_ascii(monkeypatch: pytest.MonkeyPatch, given: str, address: str) -> None:
    """A mail address keeps its name, and look-alike letters of its host show, as in a web address."""
    monkeypatch.setenv(settings.CORRECTION_CONTACT, given)
    assert settings.correction_contact() == address


@pytest.mark.usefixtures("secrets")
@pytest.mark.parametrize("megabytes", [0, -1])
def test_an_upload_limit_that_allows_nothing_stops_the_start(megabytes: int) -> None:
    """The platform's own limit of uploads is among what is checked."""
    before = config.get_option("server.maxUploadSize")
    config.set_option("server.maxUploadSize", megabytes)
    try:
        with pytest.raises(ValueError, match=r"server\.maxUploadSize: expected a whole number of megabytes from 1"):
            settings.check()
    finally:
        config.set_option("server.maxUploadSize", before)


def test_settings_may_be_in_the_secrets(monkeypatch: pytest.MonkeyPatch, secrets: Callable[[str], None]) -> None:
    """Hosts that offer only secrets can set everything there, in TOML's own types too; the environment wins."""
    secrets('CLINICS_READ_ONLY = true\nCLINICS_PUBLISH_DAYS = 30\nCLINICS_CORRECTION_CONTACT = "fix@clinics.example"\n')
    assert settings.read_only()
    assert settings.publish_days() == 30
    assert settings.correction_contact() == "mailto:fix@clinics.example"
    monkeypatch.setenv(settings.PUBLISH_DAYS, "31")
    assert settings.publish_days() == 31


def test_the_store_is_named_in_the_platforms_own_form(
    monkeypatch: pytest.MonkeyPatch, secrets: Callable[[str], None]
) -> None:
    """`[connections.published]` names the database; the variable takes precedence; another connection is not ours."""
    secrets('[connections.other]\nurl = "sqlite:///other.db"\n')
    assert settings.store_url().endswith(settings.DEFAULTS[settings.STORE])
    secrets('[connections.published]\nurl = "postgresql+psycopg://a:b@host/name"\n')
    assert settings.store_url() == "postgresql+psycopg://a:b@host/name"
    monkeypatch.setenv(settings.STORE, "sqlite:////data/clinics.sqlite3")
    assert settings.store_url() == "sqlite:////data/clinics.sqlite3"


@pytest.mark.parametrize("section", ["", 'dialect = "postgresql"\n', 'url = "user:hidden@host"\n'])
def test_a_store_without_an_address_is_reported(secrets: Callable[[str], None], section: str) -> None:
    """A section without a database address stops the start, and its content is not repeated."""
    secrets(f"[connections.published]\n{section}")
    with pytest.raises(ValueError, match=r"^\[connections.published\] in the secrets: expected the address") as reason:
        settings.check()
    assert "hidden" not in str(reason.value)


@pytest.mark.usefixtures("secrets")
@pytest.mark.parametrize(
    "given", ["mysql://user:hidden@host/x", "sqlite://", "sqlite:///:memory:", "sqlite://data/hidden.sqlite3"]
)
def test_a_store_that_is_none_stops_the_start(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    """Another kind of database, or one that keeps nothing, is not left for the first publisher to find out."""
    monkeypatch.setenv(settings.STORE, given)
    with pytest.raises(ValueError, match=r"^CLINICS_STORE: expected the address of a database") as reason:
        settings.check()
    assert "hidden" not in str(reason.value)


@pytest.mark.parametrize("name", ["CLINICS_READONLY", "CLINIC_READ_ONLY"])
def test_a_misspelled_setting_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, secrets: Callable[[str], None], name: str
) -> None:
    """A site that was to be read-only does not take uploads for want of a letter."""
    secrets(f'{name} = "yes"\n')
    with pytest.raises(ValueError, match=f"^{name}: no setting .*; CLINICS_READ_ONLY is one"):
        settings.check()
    secrets("")
    monkeypatch.setenv(name, "yes")
    with pytest.raises(ValueError, match=f"^{name}: no setting .*; CLINICS_READ_ONLY is one"):
        settings.check()


@pytest.mark.usefixtures("secrets")
def test_a_setting_of_others_is_not_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names that compose.yaml, or a cluster for its services, begins alike stop nothing."""
    for name in ("CLINICS_LISTS", "CLINICS_PORT", "CLINICS_SERVICE_HOST", "CLINICS_SERVICE_PORT"):
        monkeypatch.setenv(name, "tcp://10.0.0.1:8501")
    settings.check()


def test_secrets_that_cannot_be_read_stop_the_start(secrets: Callable[[str], None]) -> None:
    """A broken secrets file does not count as none: it may say that the instance is read-only."""
    secrets("CLINICS_READ_ONLY = yes\n")
    with pytest.raises(ValueError, match=r"secrets\.toml cannot be read as secrets"):
        settings.check()
