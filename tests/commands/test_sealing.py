"""`cert seal`: only the recipient opens it, as openssl shows; nobody doubtful gets it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_client.pki.keyfile import open_key
from practice.pki import PASSWORD, Practice
from testing.pki import openssl
from tests.commands.conftest import Commands

Sample = Callable[[str], Path]


@pytest.fixture
def random(sample: Sample) -> bytes:
    key = open_key((sample("supplier") / "signPri.key").read_bytes(), PASSWORD.encode())
    assert key.random
    return key.random


@pytest.fixture
def sealing(
    practice_pki: Practice, sample: Sample, trusting: list[str], tmp_path: Path
) -> list[str | Path]:
    """The command that seals the supplier's R for the practice service into `sealed.der`."""
    recipient = practice_pki.service / "km.der"
    out = tmp_path / "sealed.der"
    return ["cert", "seal", sample("supplier"), "--for", recipient, "--out", out, *trusting]


@pytest.mark.parametrize("how", [[], ["--old"]], ids=["new", "old"])
def test_only_the_service_opens_it(
    commands: Commands,
    practice_pki: Practice,
    sealing: list[str | Path],
    random: bytes,
    how: list[str],
) -> None:
    out = Path(sealing[6])
    done = commands.unlock(*sealing, *how)
    assert (done.status, done.data["sealed"]) == (0, True), done.out
    assert random not in out.read_bytes()
    pem = out.with_suffix(".pem")
    pem.write_bytes(openssl.output("x509", "-inform", "der", "-in", sealing[4]))
    opened = openssl.output(
        *("cms", "-decrypt", "-binary", "-inform", "der", "-in", out),
        *("-provider", "legacy", "-provider", "default"),
        *("-recip", pem, "-inkey", practice_pki.service / "km.key"),
    )
    assert opened == random


def test_a_recipient_that_is_not_known_to_be_valid_gets_nothing(
    commands: Commands, practice_pki: Practice, sample: Sample, tmp_path: Path
) -> None:
    out = tmp_path / "sealed.der"
    done = commands.unlock(
        *("cert", "seal", sample("supplier"), "--out", out),
        *("--for", practice_pki.service / "km.der"),
    )
    assert done.status == 3
    assert "issuer_unknown" in done.codes
    assert not out.exists()


def test_a_wrong_password_and_an_output_over_the_certificate(
    commands: Commands, sealing: list[str | Path]
) -> None:
    assert commands.unlock(*sealing, password="wrong-pass-1").codes == {"wrong_password"}
    assert not Path(sealing[6]).exists()
    over = [*sealing[:6], sealing[4], *sealing[7:]]
    assert commands.unlock(*over).codes == {"output_is_input"}
