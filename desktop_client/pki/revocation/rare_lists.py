"""Has pyhanko-certvalidator judge by lists of rare shapes (RFC 5280 section 6.3).

Those that another key of the CA has signed, indirect ones, those for some reasons only, and those
whose distribution point is named relative to the issuer. NPKI has none of them.
"""

import logging
import time
from collections.abc import Iterable
from itertools import islice
from typing import Any

from cryptography.exceptions import InvalidSignature
from pyhanko_certvalidator.authority import CertTrustAnchor
from pyhanko_certvalidator.context import ValidationContext
from pyhanko_certvalidator.errors import (
    CRLValidationError,
    PathError,
    RevokedError,
    ValidationError,
)
from pyhanko_certvalidator.path import ValidationPath
from pyhanko_certvalidator.policy_decl import AcceptAllAlgorithms
from pyhanko_certvalidator.revinfo.validate_crl import verify_crl
from pyhanko_certvalidator.sig_validate import DefaultSignatureValidator

from desktop_client.pki import names
from desktop_client.pki.certvalidator import UNEXPECTED, OutOfTime, run
from desktop_client.pki.encoding.asn1 import algos, crl, keys, x509
from desktop_client.pki.encoding.der_read import PARSE_ERRORS
from desktop_client.pki.findings import PkiError
from desktop_client.pki.revocation.answers import LIFTED, Answer, Kind, Source
from desktop_client.pki.revocation.revocation_list import Question, RevocationList, Revoked
from desktop_client.pki.revocation.when import When
from desktop_client.pki.signing import signatures

TIME_LIMIT = 2.0
"""Seconds of this thread's processor time: a busy computer changes no verdict."""
_ERRORS = (ValidationError, CRLValidationError, PathError, InvalidSignature, OutOfTime)
MAX_LISTS = 32
MAX_SIGNERS = 8
MAX_BYTES = 256 * 1024
"""Of one list; all its entries are decoded."""
_PROCESSED_IN_ENTRIES = frozenset(
    {"crl_reason", "hold_instruction_code", "invalidity_date", "certificate_issuer"}
)

logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)
"""It logs each list that does not serve with a traceback; the findings tell of them."""


class _Signatures(DefaultSignatureValidator):
    """Believes the algorithms that are believed elsewhere, and stops when time is up."""

    def __init__(self) -> None:
        self._deadline = time.thread_time() + TIME_LIMIT

    def validate_signature(
        self,
        signature: bytes,
        signed_data: bytes,
        public_key_info: keys.PublicKeyInfo,
        signature_algorithm: algos.SignedDigestAlgorithm,
        *_: Any,
        **__: Any,
    ) -> None:
        if time.thread_time() > self._deadline:
            raise OutOfTime
        try:
            scheme = signatures.scheme_of(signature_algorithm)
            digest = signatures.digest(scheme.hash_name, signed_data)
            fault = signatures.fault(public_key_info.dump(), scheme, signature, digest)
        except PkiError as error:
            fault = error.code
        if fault is not None:
            raise InvalidSignature(fault)


def ask(question: Question, lists: Iterable[RevocationList], when: When) -> Answer | None:
    """Return whether the certificate asked about is revoked; None where that is not decided.

    Only lists that are current at the time asked about are looked at.
    """
    signers = question.list_issuers | {question.issuer}
    issuers = signers | {names.comparable(each.subject_name) for each in question.path[1:]}
    others = [other for other in question.others if names.comparable(other.subject_name) in signers]
    usable = (
        found_list
        for found_list in lists
        if found_list.issuer in issuers and _is_usable(found_list, when)
    )
    near = list(islice(usable, MAX_LISTS))
    if not near or any(_is_odd(each.entry(question.serial), each, when) for each in near):
        return None
    source = Source(question.subject, Kind.LIST, "", min(each.this_update for each in near), None)
    try:
        leaf, *above = (x509.Certificate.load(each.der, strict=True) for each in question.path)
        anchor, *middle = reversed(above)
        offered = [x509.Certificate.load(other.der) for other in others[:MAX_SIGNERS]]
        context = ValidationContext(
            trust_roots=[anchor],
            other_certs=[*middle, *offered],
            crls=[each.encoded for each in near],
            moment=when.at,
            revocation_mode="require",
            algorithm_usage_policy=AcceptAllAlgorithms(),
            signature_validator=_Signatures(),
        )
        run(verify_crl(leaf, ValidationPath(CertTrustAnchor(anchor), middle, leaf), context))
    except RevokedError as error:
        return Answer(source, Revoked(error.revocation_dt, error.reason.native))
    except (*_ERRORS, *UNEXPECTED):
        return None
    return Answer(source)


def _is_odd(entry: Revoked | None, found_list: RevocationList, when: When) -> bool:
    """Whether certvalidator would pass over an entry that counts here."""
    if entry is None:
        return False
    return entry.date > when.at or (entry.reason == LIFTED and found_list.base is None)


def _is_usable(found_list: RevocationList, when: When) -> bool:
    """Whether a list is current, small, and wholly understood (section 5.3)."""
    if found_list.size > MAX_BYTES or found_list.untimely(when.at) is not None:
        return False
    try:
        found_list.kept_index()
        read = crl.CertificateList.load(found_list.encoded, strict=True)
        entries = read["tbs_cert_list"]["revoked_certificates"]
        return all(entry.critical_extensions <= _PROCESSED_IN_ENTRIES for entry in entries)
    except (PkiError, *PARSE_ERRORS):
        return False
