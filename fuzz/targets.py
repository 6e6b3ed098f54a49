"""What reads bytes from outside: one row a reader, with the inputs its fuzzing starts from.

A reader may raise PkiError, and what its docstring names; anything else is a finding.
"""

from collections.abc import Callable
from typing import NamedTuple

from cryptography import x509

from desktop_client.pki import vid
from desktop_client.pki.certificate import Certificate
from desktop_client.pki.findings import PkiError
from desktop_client.pki.issuing import answers
from desktop_client.pki.issuing import structures as cmp
from desktop_client.pki.issuing.protection import SharedSecret, signed_by_one_of
from desktop_client.pki.judging.chain import Revocation, judge
from desktop_client.pki.keyfile import open_key
from desktop_client.pki.keyfile.private_key import read_private_key
from desktop_client.pki.revocation import ocsp
from desktop_client.pki.revocation.directory import Address
from desktop_client.pki.revocation.revocation_list import RevocationList
from desktop_client.pki.revocation.when import When
from desktop_client.pki.signing import cms_verify, envelope, timestamp
from desktop_client.pki.storage.pfx import read_pfx
from desktop_client.pki.storage.store import read_ca_certificates
from fuzz import directory, seeds
from fuzz.context import CONTENT, NONCE, PASSWORD, Context

Read = Callable[[Context, bytes], object]
Seeds = Callable[[Context], list[bytes]]


class Target(NamedTuple):
    """A reader, its first inputs, and what it may raise."""

    read: Read
    seeds: Seeds
    may_raise: tuple[type[Exception], ...] = (PkiError,)


def _certificate(context: Context, data: bytes) -> None:
    found = Certificate.from_der(data)
    judge(found, context.trust, intermediates=context.issuers, revocation=Revocation.OFF)


def _signed_certificate(context: Context, data: bytes) -> None:
    """The body signed by the practice CA, so that the path is judged to its end."""
    found = Certificate.from_der(context.signed(data))
    vid.claim(found)
    judge(found, context.trust, intermediates=context.issuers, crls=context.lists, at=context.at)


def _revocation_list(context: Context, data: bytes) -> None:
    _ask(context, RevocationList.from_bytes(data))


def _signed_revocation_list(context: Context, data: bytes) -> None:
    """Whatever another reader finds in a list must be found, unless the list decides nothing."""
    encoded = context.signed(data)
    found = RevocationList.from_bytes(encoded)
    _ask(context, found)
    try:
        listed = [each.serial_number for each in x509.load_der_x509_crl(encoded)]
    except (ValueError, TypeError, x509.InvalidVersion):
        return  # cryptography is stricter about heads
    if not all(found.entry(serial) for serial in listed):
        raise AssertionError("an entry of the list was not found")


def _ask(context: Context, found: RevocationList) -> None:
    found.fault(context.question)
    found.entry(context.question.serial)
    found.untimely(context.at)
    found.kept_index()


def _ocsp(context: Context, data: bytes) -> None:
    ocsp.read(data, context.question, NONCE, When.of(context.at))


def _signed_ocsp(context: Context, data: bytes) -> None:
    ocsp.read(seeds.ocsp_response(context, data), context.question, NONCE, When.of(context.at))


def _attributes(context: Context, data: bytes) -> None:
    """Signed attributes with a signature that fits."""
    cms_verify.verify(seeds.signed_over(context, data), CONTENT)


def _cmp_message(data: bytes) -> None:
    """A CA's message, read as far as a transaction does."""
    message = answers.read_message(data)
    with answers.reading():
        SharedSecret(PASSWORD).fits(message)
        signed_by_one_of(message, answers.certificates(message))
        answers.needs_no_confirmation(message["header"])
        _cmp_body(message["body"])


def _cmp_body(body: cmp.Body) -> None:
    if body.name in (cmp.IP, cmp.KUP):
        answers.outcome(body, 2)
    elif body.name == cmp.POLL:
        answers.poll_again(body)
    elif body.name == cmp.RP:
        answers.revoked(body)
    elif body.name == cmp.GENP:
        answers.encryption_certificate(body)
    elif body.name == cmp.ERROR:
        answers.error(body, protected=False)


def _time_stamp_answer(_: Context, data: bytes) -> None:
    timestamp.read(timestamp.granted(data, ""), CONTENT)


TARGETS: dict[str, Target] = {
    "key_file": Target(
        lambda context, data: open_key(data, PASSWORD, context.certificate), seeds.key_files
    ),
    "private_key": Target(
        lambda _, data: read_private_key(data), seeds.private_keys, (PkiError, ValueError)
    ),
    "pfx": Target(lambda _, data: read_pfx(data, PASSWORD), seeds.pfx),
    "ca_certificates": Target(lambda _, data: read_ca_certificates(data), seeds.ca_certificates),
    "certificate": Target(_certificate, seeds.certificates),
    "certificate_signed": Target(_signed_certificate, seeds.certificate_bodies),
    "crl": Target(_revocation_list, seeds.revocation_lists),
    "crl_signed": Target(_signed_revocation_list, seeds.revocation_list_bodies),
    "ocsp": Target(_ocsp, seeds.ocsp_answers),
    "ocsp_signed": Target(_signed_ocsp, seeds.ocsp_bodies),
    "cms": Target(lambda _, data: cms_verify.verify(data, CONTENT), seeds.signatures),
    "cms_attributes": Target(_attributes, seeds.attributes),
    "envelope": Target(
        lambda context, data: envelope.unseal(data, context.km_key, context.km_certificate),
        seeds.envelopes,
    ),
    "timestamp": Target(lambda _, data: timestamp.read(data, CONTENT), seeds.time_stamps),
    "timestamp_answer": Target(_time_stamp_answer, seeds.time_stamp_answers),
    "cmp": Target(lambda _, data: _cmp_message(data), seeds.cmp_messages),
    "ldap": Target(lambda _, data: directory.fetch_from(data), seeds.ldap_answers),
    "ldap_url": Target(lambda _, data: Address.read(data.decode("latin-1")), seeds.ldap_urls),
}
"""By name, in the order in which they run."""
