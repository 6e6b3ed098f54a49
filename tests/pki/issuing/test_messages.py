"""CMP messages: their protection by another's arithmetic, and bytes that are none."""

import re
import subprocess
from contextlib import suppress

import pytest
from asn1crypto import x509
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_client.pki.findings import DamagedFile, PkiError
from desktop_client.pki.issuing import answers, requests
from desktop_client.pki.issuing import structures as cmp
from desktop_client.pki.issuing.protection import (
    ITERATIONS,
    MOST_ITERATIONS,
    Mac,
    SharedSecret,
    protected_part,
)

SECRET = b"481-902"


def message(body: cmp.Body, mac: Mac = Mac.PBM) -> cmp.Message:
    secret = SharedSecret(SECRET, mac)
    algorithm = secret.algorithm()
    header = {
        "pvno": 2,
        "sender": x509.GeneralName("directory_name", requests.common_name("730215")),
        "recipient": x509.GeneralName("directory_name", x509.Name.build({})),
        "protection_alg": algorithm,
        "transaction_id": bytes(16),
    }
    part = cmp.ProtectedPart({"header": header, "body": body})
    protection = secret.protect(algorithm, part.dump())
    made = {"header": part["header"], "body": part["body"], "protection": protection}
    return answers.read_message(cmp.Message(made).dump())


def rejected() -> cmp.Body:
    status = {"status": "rejection", "status_string": ["no"], "fail_info": {"bad_pop"}}
    response = {"cert_req_id": 0, "status": status}
    return cmp.Body("ip", cmp.CertRepMessage({"response": [response]}))


@pytest.mark.parametrize("mac", Mac)
def test_a_secret_fits_its_own_messages_and_no_others(mac: Mac) -> None:
    made = message(rejected(), mac)
    assert SharedSecret(SECRET).fits(made)
    assert not SharedSecret(b"481-903").fits(made)


def test_pbmac1_is_what_another_library_computes() -> None:
    made = message(rejected(), Mac.PBMAC1)
    parameters = made["header"]["protection_alg"]["parameters"].parse(cmp.Pbmac1Parameter)
    derivation = parameters["key_derivation_func"]["parameters"]
    key = PBKDF2HMAC(
        hashes.SHA256(), 32, derivation["salt"].native, derivation["iteration_count"].native
    ).derive(SECRET)
    computed = hmac.HMAC(key, hashes.SHA256())
    computed.update(protected_part(made))
    computed.verify(made["protection"].native)


@pytest.mark.parametrize("iterations", [0, -1, MOST_ITERATIONS + 1, 2**62])
def test_an_absurd_number_of_iterations_costs_nothing(iterations: int) -> None:
    made = message(rejected())
    parameters = made["header"]["protection_alg"]["parameters"].parse(cmp.PbmParameter)
    parameters["iteration_count"] = iterations
    header = made["header"].copy()
    header["protection_alg"] = {"algorithm": cmp.PBM, "parameters": parameters}
    forged = {"header": header, "body": made["body"], "protection": made["protection"]}
    assert not SharedSecret(SECRET).fits(answers.read_message(cmp.Message(forged).dump()))


def test_a_refusal_names_what_the_user_can_do() -> None:
    with pytest.raises(PkiError) as refused:
        answers.outcome(message(rejected()).copy()["body"], 1)
    assert refused.value.code == "issuing_key_refused"
    assert refused.value.values == {"reason": "no", "failure": "bad_pop"}


def _read(data: bytes) -> None:
    """Read a message as far as a transaction does."""
    made = answers.read_message(data)
    SharedSecret(SECRET).fits(made)
    answers.certificates(made)
    with answers.reading():
        body = made["body"]
        if body.name in (cmp.IP, cmp.KUP):
            answers.outcome(body, 2)
        elif body.name == cmp.POLL:
            answers.poll_again(body)
        elif body.name == cmp.ERROR:
            raise answers.error(body, protected=False)


BODIES = [
    rejected(),
    cmp.Body("pollrep", cmp.PollRepContent([{"cert_req_id": 0, "check_after": 3}])),
    cmp.Body("error", cmp.ErrorMsgContent({"pki_status_info": {"status": "rejection"}})),
]
ENCODED = [message(body).dump() for body in BODIES]


@given(st.sampled_from(ENCODED), st.data())
def test_damaged_messages_are_refused_and_nothing_else_happens(
    encoded: bytes, data: st.DataObject
) -> None:
    changed = bytearray(encoded)
    for _ in range(data.draw(st.integers(1, 3))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    with suppress(PkiError):
        _read(bytes(changed[: data.draw(st.integers(1, len(changed)))]))


@given(st.binary(max_size=400))
def test_bytes_that_are_no_message_are_damaged(data: bytes) -> None:
    with pytest.raises(DamagedFile):
        answers.read_message(data)


_VALUE = re.compile(r"prim:\s*(INTEGER|UTF8STRING)\s*:(.*)$", re.MULTILINE)
_TEXT = st.text(
    st.characters(whitelist_categories=["Lu", "Ll", "Lo", "Nd"]), min_size=1, max_size=9
)


def read_by_openssl(encoded: bytes) -> tuple[list[int], list[str]]:
    """The numbers and texts of a message in their order, by a reader that knows no CMP."""
    told = subprocess.run(
        ["openssl", "asn1parse", "-inform", "DER"], input=encoded, capture_output=True, check=True
    ).stdout.decode()
    found = _VALUE.findall(told)
    numbers = [int(value, 16) for kind, value in found if kind == "INTEGER"]
    return numbers, [value for kind, value in found if kind == "UTF8STRING"]


@settings(max_examples=20)
@given(st.integers(0, 1), st.sampled_from([2, 3]), st.lists(_TEXT, min_size=1, max_size=3))
def test_what_is_read_of_certificates_is_what_another_reader_reads(
    number: int, status: int, words: list[str]
) -> None:
    told = {"status": status, "status_string": words}
    responses = [{"cert_req_id": number, "status": told}]
    made = message(cmp.Body("ip", cmp.CertRepMessage({"response": responses})))
    numbers, texts = read_by_openssl(made.dump())
    assert numbers == [2, ITERATIONS, number, status]
    assert texts[1:] == words
    (read,) = made["body"].chosen["response"]
    assert (read["cert_req_id"].native, int(read["status"]["status"])) == (number, status)
    assert read["status"]["status_string"].native == words


@settings(max_examples=20)
@given(st.integers(-1, 9), st.integers(0, 2**40), st.lists(_TEXT, min_size=1, max_size=2))
def test_what_is_read_of_waiting_is_what_another_reader_reads(
    number: int, seconds: int, words: list[str]
) -> None:
    entry = {"cert_req_id": number, "check_after": seconds, "reason": words}
    made = message(cmp.Body("pollrep", cmp.PollRepContent([entry])))
    numbers, texts = read_by_openssl(made.dump())
    assert (numbers, texts[1:]) == ([2, ITERATIONS, number, seconds], words)
    assert answers.poll_again(made["body"]) == answers.Waiting(number, seconds)


@settings(max_examples=20)
@given(st.integers(0, 2**62), st.lists(_TEXT, min_size=1, max_size=3))
def test_what_is_read_of_errors_is_what_another_reader_reads(code: int, words: list[str]) -> None:
    status = {"status": "rejection", "status_string": words}
    content = cmp.ErrorMsgContent({"pki_status_info": status, "error_code": code})
    made = message(cmp.Body("error", content))
    numbers, texts = read_by_openssl(made.dump())
    assert (numbers, texts[1:]) == ([2, ITERATIONS, 2, code], words)
    told = answers.error(made["body"], protected=True)
    assert told.values["reason"] == " ".join(texts[1:])
