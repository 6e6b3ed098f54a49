"""What can be found out about a certificate, a key or a signature: named findings, never a bare no.

A finding has a code and harmless values. Sentences for people are kept elsewhere, by code.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar, NamedTuple


class Severity(StrEnum):
    """How much a finding weighs in the verdict."""

    ERROR = "error"
    UNDECIDED = "undecided"
    WARNING = "warning"
    INFO = "info"


class Validity(StrEnum):
    """The verdict over all findings."""

    VALID = "valid"
    INVALID = "invalid"
    UNDECIDED = "undecided"


class Meaning(NamedTuple):
    """The usual weight of a code and what it means, for developers."""

    severity: Severity
    meaning: str


_E, _U, _W, _I = Severity.ERROR, Severity.UNDECIDED, Severity.WARNING, Severity.INFO

CODES: dict[str, Meaning] = {
    # files
    "file_missing": Meaning(_E, "There is nothing at the path."),
    "file_unreadable": Meaning(_E, "The operating system refuses to read the file."),
    "not_a_file": Meaning(_E, "A directory, device, socket or pipe stands where a file belongs."),
    "too_large": Meaning(_E, "The data exceed the limit for their kind."),
    "folder_unreadable": Meaning(_E, "The operating system refuses to list the folder."),
    # the certificate by itself
    "certificate_missing": Meaning(_E, "The folder has no signCert.der."),
    "certificate_damaged": Meaning(_E, "The bytes are no X.509 certificate."),
    "certificate_padded": Meaning(_I, "Line ends or zeros stand after the certificate's DER."),
    "name_not_text": Meaning(_W, "A name in the certificate holds a value that is no text."),
    "certificate_expired": Meaning(_E, "The time judged lies after notAfter."),
    "certificate_not_yet_valid": Meaning(_E, "The time judged lies before notBefore."),
    "certificate_expires_soon": Meaning(_I, "Only few days are left until notAfter."),
    "not_for_signing": Meaning(_E, "keyUsage or extendedKeyUsage allows no signing of documents."),
    "seal_needs_rsa": Meaning(_E, "Secrets are sealed for RSA keys only."),
    "not_for_sealing": Meaning(_E, "keyUsage or extendedKeyUsage allows no sealing of secrets."),
    "km_only": Meaning(_E, "The folder holds a key management certificate only."),
    "ca_certificates_damaged": Meaning(_W, "CaPubs is no SEQUENCE OF Certificate."),
    "algorithm_weak": Meaning(_E, "Signed with a broken hash or a key that is too short."),
    "algorithm_unknown": Meaning(_U, "Signed with an algorithm this program does not know."),
    # the private key
    "key_missing": Meaning(_E, "The certificate has no private key file beside it."),
    "key_damaged": Meaning(_E, "The key file is no EncryptedPrivateKeyInfo or PrivateKeyInfo."),
    "container_unknown": Meaning(_E, "The key is encrypted in a way this program does not know."),
    "key_algorithm_unknown": Meaning(_E, "The private key is not an RSA key."),
    "iterations_absurd": Meaning(_E, "The iteration count is zero or beyond every real file."),
    "wrong_password": Meaning(_E, "The password does not open the key file."),
    "key_mismatch": Meaning(_E, "The private key belongs to another certificate."),
    "random_missing": Meaning(_W, "The key file carries no R, so identity cannot be proved."),
    # keeping: passwords, copies, deletion
    "disk_full": Meaning(_E, "No space or quota is left where a file is written."),
    "read_only": Meaning(_E, "The medium or the permissions allow no writing."),
    "drive_vanished": Meaning(_E, "The drive is no longer there, or fails."),
    "not_written": Meaning(_E, "The operating system refuses to write, for another reason."),
    "written_wrong": Meaning(_E, "What was read back differs from what was written."),
    "password_too_short": Meaning(_E, "A new password has fewer than ten characters."),
    "password_too_plain": Meaning(_E, "A new password lacks letters, digits or signs."),
    "password_forbidden": Meaning(_E, "A new password has a sign that CAs' programs refuse."),
    "key_padded": Meaning(_I, "Line ends or zeros stand after the key file's DER."),
    "key_file_chosen": Meaning(_I, "The key file was named; what is shown is its certificate."),
    "folder_in_use": Meaning(_E, "Another program is changing the certificate folder."),
    "file_in_use": Meaning(_E, "Another program keeps the file open, so that it stays."),
    "certificate_differs": Meaning(_E, "Another certificate stands where one would be written."),
    "certificate_there": Meaning(_E, "The same certificate stands there already."),
    "km_pair_differs": Meaning(_E, "The key management pair there does not go with the new keys."),
    "place_taken": Meaning(_E, "Files stand there that belong to no readable certificate."),
    "change_unfinished": Meaning(_W, "A change was interrupted and has not been undone yet."),
    "folder_too_full": Meaning(_U, "The folder has more entries than are looked at."),
    # results: files a person asked for
    "output_not_written": Meaning(_E, "No folder, permission or space, or no place for a file."),
    "output_is_input": Meaning(_E, "The file is read for the result, or is the program's own."),
    "output_protected": Meaning(_E, "A file that is not to be written stands there."),
    "output_exists": Meaning(_E, "Another file stands there, and nobody asked to replace it."),
    # PFX (PKCS #12)
    "pfx_damaged": Meaning(_E, "The bytes are no PFX, or it was changed after it was made."),
    "pfx_is_jks": Meaning(_E, "The file is a Java key store (JKS, JCEKS), no PFX."),
    "pfx_is_pem": Meaning(_E, "The file is PEM text, no PFX."),
    "pfx_incomplete": Meaning(_E, "The PFX holds no certificate together with its private key."),
    "pfx_unsupported": Meaning(_E, "The PFX is protected in a way this program does not know."),
    # security tokens (PKCS #11)
    "token_driver_unusable": Meaning(_E, "The PKCS #11 module is missing or does not start."),
    "token_driver_hangs": Meaning(_E, "The module does not answer; values: seconds."),
    "token_driver_crashed": Meaning(_E, "The module ended the process it ran in."),
    "token_missing": Meaning(_E, "The security token is not connected, or another one is."),
    "token_pin_wrong": Meaning(_E, "The token refuses the PIN."),
    "token_pin_last_try": Meaning(_E, "It refuses the PIN, and the next wrong one locks it."),
    "token_pin_locked": Meaning(_E, "The token has locked its PIN after too many wrong ones."),
    "token_in_use": Meaning(_E, "A user is already logged in to the token."),
    "token_key_missing": Meaning(_E, "The token holds no private key for the certificate."),
    "token_key_not_made": Meaning(_E, "The token makes no RSA key of the length asked for."),
    "token_key_unsafe": Meaning(_E, "The token has made a key that it would give out."),
    "token_full": Meaning(_E, "The token has no memory left."),
    "token_read_only": Meaning(_E, "The token is write-protected."),
    "token_issuance_incomplete": Meaning(_E, "What was begun has no whole key on the token."),
    "token_failed": Meaning(_E, "The token answers with another error; values: error."),
    # issuing: what a CA answers (CMP)
    "issuing_code_refused": Meaning(_E, "The CA knows no such reference number and code."),
    "issuing_code_used": Meaning(_E, "The code is right, and a certificate was issued by it."),
    "issuing_code_void": Meaning(_E, "The code is right, and may be used no more."),
    "issuing_used": Meaning(_E, "The CA says that what was asked for exists."),
    "issuing_not_authorized": Meaning(_E, "The CA does not allow what was asked for."),
    "issuing_signature_refused": Meaning(_E, "The CA does not accept the certificate that asks."),
    "issuing_refused": Meaning(_E, "The CA refuses; values: reason, its own words."),
    "issuing_duplicate": Meaning(_E, "The CA has answered this request before."),
    "issuing_busy": Meaning(_E, "The CA cannot answer now."),
    "issuing_clock": Meaning(_E, "The CA finds the time of the message wrong."),
    "issuing_revoked": Meaning(_E, "The certificate that signs the request is revoked."),
    "issuing_unknown_certificate": Meaning(_E, "The CA does not know the certificate, or no more."),
    "issuing_key_refused": Meaning(_E, "The CA does not certify such a key."),
    "issuing_another_key": Meaning(_E, "The CA certified another key than the one asked for."),
    "issuing_weaker_key": Meaning(_E, "The CA certified a weaker key than the one asked for."),
    "issuing_answer_foreign": Meaning(_E, "The answer is to another question or transaction."),
    "issuing_answer_unprotected": Meaning(_E, "Nothing proves that the answer is the CA's."),
    "issuing_answer_damaged": Meaning(_E, "The answer is no CMP message, or not the one due."),
    "issuance_damaged": Meaning(_E, "The files of an issuance under way are missing or damaged."),
    "issuing_begun": Meaning(_E, "It was begun before, and neither ended nor given up."),
    "issuing_other_holder": Meaning(_E, "The renewed certificate is for another holder."),
    "issuing_other_number": Meaning(_E, "The VID of the new certificate is another number's."),
    "holder_differs": Meaning(_W, "It names another than who asked for it; values: holder."),
    "issuing_never_decided": Meaning(_E, "The CA has asked to wait too often."),
    # identity and policy
    "vid_missing": Meaning(_E, "The certificate carries no VID, so identity cannot be proved."),
    "vid_damaged": Meaning(_E, "The VID of the certificate cannot be read."),
    "identity_mismatch": Meaning(_E, "The VID does not belong to this number and R."),
    "holder_not_allowed": Meaning(_E, "A certificate of this kind of holder does not serve here."),
    "policy_unknown": Meaning(_W, "No certificate policy OID is in the table of policies."),
    "policy_not_allowed": Meaning(_E, "No certificate policy OID is allowed for this use."),
    # the chain
    "issuer_unknown": Meaning(_U, "No trust anchor or intermediate at hand issued it."),
    "trust_anchor_missing": Meaning(_E, "The trust list holds no self-issued certificate."),
    "fingerprint_mismatch": Meaning(_E, "The SHA-256 confirmed is not the certificate's."),
    "trust_list_signer_missing": Meaning(_E, "Nobody was set whose trust lists would count."),
    "trust_list_signature_wrong": Meaning(_E, "The trust list is not signed as was set."),
    "trust_list_damaged": Meaning(_E, "The trust list, or an entry of it, is not as it must be."),
    "trust_list_not_used": Meaning(_U, "The newest list that was taken cannot be used."),
    "trust_list_memory_damaged": Meaning(_E, "What is remembered of taken lists is damaged."),
    "trust_list_jumps": Meaning(_W, "The version lies unusually far above the one in force."),
    "trust_list_without_cas": Meaning(_W, "The list holds roots alone, and no issuing CA."),
    "trust_list_older": Meaning(_E, "The trust list is no newer than the one in force."),
    "table_damaged": Meaning(_E, "A table an operator wrote, or an entry of it, is wrong."),
    "table_unreadable": Meaning(_E, "A table an operator wrote is no file that can be read."),
    "table_too_large": Meaning(_E, "A table an operator wrote is larger than is read."),
    "root_namesake": Meaning(_W, "A CA of the same name and another key is trusted already."),
    "root_not_in_force": Meaning(_W, "The root is outside its validity period."),
    "not_a_root": Meaning(_E, "Only a self-issued, self-signed CA certificate can be trusted."),
    "certificate_signature_wrong": Meaning(_E, "The issuer's signature does not fit."),
    "issuer_not_a_ca": Meaning(_E, "The issuing certificate must not issue certificates."),
    "issuer_expired": Meaning(_E, "A certificate further up is outside its validity period."),
    "path_too_long": Meaning(_E, "A pathLenConstraint along the path is exceeded."),
    "path_beyond_limit": Meaning(_U, "A path is longer than is followed here."),
    "policy_path_invalid": Meaning(_E, "The policies along the path do not agree (RFC 5280 6.1)."),
    "name_not_permitted": Meaning(_E, "A name constraint forbids the subject."),
    "name_unclear": Meaning(_U, "A name under a constraint, or the constraint, is malformed."),
    "extension_unknown": Meaning(_E, "A critical extension is unknown."),
    "path_invalid": Meaning(_E, "The path fails RFC 5280 validation for another reason."),
    "path_not_judged": Meaning(_U, "The validator does not cope with a certificate of the path."),
    "path_candidates_too_many": Meaning(_U, "There are more CAs or paths than are tried."),
    "judging_took_too_long": Meaning(_U, "The path could not be judged within the time limit."),
    # revocation
    "revoked": Meaning(_E, "A CRL lists the certificate."),
    "issuer_revoked": Meaning(_E, "A CRL lists a certificate further up."),
    "revoked_later": Meaning(_W, "It was revoked, but only after the time that is judged."),
    "revocation_contradicted": Meaning(_W, "A newer source clears what another calls revoked."),
    "hold_lifted": Meaning(_I, "An older source has it on hold; a newer one lifts the hold."),
    "revocation_unavailable": Meaning(_U, "No usable CRL covers the certificate."),
    "issuer_not_checked": Meaning(_I, "A CA's certificate names no CRL and none was at hand."),
    "revocation_not_checked": Meaning(_I, "Revocation checking was switched off."),
    "revocation_list_kept": Meaning(_I, "No address gave a newer list; a kept one serves."),
    "crl_damaged": Meaning(_W, "The bytes are no CRL."),
    "crl_expired": Meaning(_W, "nextUpdate of the CRL has passed."),
    "crl_not_yet_valid": Meaning(_W, "thisUpdate of the CRL lies ahead."),
    "crl_after_expiry": Meaning(_W, "The CRL is so new that it may leave the certificate out."),
    "crl_signature_wrong": Meaning(_W, "The signature of the CRL does not fit."),
    "crl_not_covering": Meaning(_W, "Issuer or distribution point differ from the certificate's."),
    "crl_delta": Meaning(_W, "A delta CRL does not say that a certificate stands."),
    "crl_older": Meaning(_W, "The address gave an older CRL than the one kept."),
    "crl_unsupported": Meaning(_W, "The CRL has a critical extension or form we do not process."),
    "crl_issuer_not_allowed": Meaning(_W, "keyUsage of the issuer lacks cRLSign."),
    "ocsp_damaged": Meaning(_W, "The bytes are no OCSP response."),
    "ocsp_refused": Meaning(_W, "The responder gives no answer to us (RFC 6960 section 2.3)."),
    "ocsp_malformed_request": Meaning(_W, "The responder calls our request malformed."),
    "ocsp_internal_error": Meaning(_W, "The responder has an internal error."),
    "ocsp_try_later": Meaning(_W, "The responder is busy and may be asked again later."),
    "ocsp_sign_required": Meaning(_W, "The responder answers signed requests only."),
    "ocsp_unauthorized": Meaning(_W, "The responder does not answer us about the certificate."),
    "ocsp_ambiguous": Meaning(_W, "One answer says several things of the certificate."),
    "ocsp_unsupported": Meaning(_W, "The answer has a critical extension or form unknown here."),
    "ocsp_signature_wrong": Meaning(_W, "The signature of the answer does not fit."),
    "ocsp_responder_not_allowed": Meaning(_W, "The signer is not the issuer, nor sent by it."),
    "ocsp_responder_unchecked": Meaning(_W, "Whether the responder is revoked is not known."),
    "ocsp_not_covering": Meaning(_W, "The answer is about other certificates."),
    "ocsp_unknown": Meaning(_W, "The responder does not know the certificate."),
    "ocsp_expired": Meaning(_W, "The answer is too old."),
    "ocsp_not_yet_valid": Meaning(_W, "thisUpdate of the answer lies ahead."),
    "ocsp_after_expiry": Meaning(_W, "The answer was made after the certificate had expired."),
    "ocsp_nonce_wrong": Meaning(_W, "The answer was made for another request."),
    "ocsp_nonce_missing": Meaning(_W, "The answer repeats no nonce, so it may be an older one."),
    # CMS signatures
    "cms_damaged": Meaning(_E, "The bytes are no CMS SignedData."),
    "cms_encrypted": Meaning(_E, "CMS that is encrypted; a signature may lie inside."),
    "cms_compressed": Meaning(_E, "CMS that is compressed; a signature may lie inside."),
    "cms_unsigned": Meaning(_E, "CMS of a kind that holds no signature."),
    "cms_of_program": Meaning(_E, "Authenticode: the signature of a program, not a document."),
    "signers_too_many": Meaning(_U, "More signers than are read or written; values: limit."),
    "certificates_too_many": Meaning(_U, "More certificates than are read; values: limit."),
    "bytes_after": Meaning(_I, "Blanks or zero bytes follow the data; nothing covers them."),
    "content_may_be_attributes": Meaning(
        _E, "Bare content that reads as the signed attributes of another document."
    ),
    "signature_wrong": Meaning(_E, "The signature value does not fit the signed attributes."),
    "content_changed": Meaning(_E, "The digest of the content differs from the signed one."),
    "document_changed": Meaning(_E, "The document is no longer the one that was confirmed."),
    "content_missing": Meaning(_U, "The signature is detached and no content was given."),
    "signer_missing": Meaning(_E, "No signer, or the signer's certificate is not inside."),
    "signers_several": Meaning(_E, "More than one signer where exactly one belongs."),
    "signed_attributes_missing": Meaning(_E, "The signature has no signed attributes."),
    "signed_attributes_wrong": Meaning(_E, "A mandatory signed attribute is wrong or repeated."),
    "signing_certificate_mismatch": Meaning(_E, "signingCertificateV2 names another certificate."),
    "signing_certificate_missing": Meaning(_W, "No signingCertificateV2 is signed (RFC 5035)."),
    "signing_time_missing": Meaning(_I, "The signature names no time."),
    "signing_time_ahead": Meaning(_W, "The signature names a time that has not come yet."),
    "cms_not_data": Meaning(_E, "No signature can be added: what is signed is not plain data."),
    # time stamps
    "timestamp_damaged": Meaning(_E, "The bytes are no RFC 3161 answer or TimeStampToken."),
    "timestamp_refused": Meaning(_E, "The server gives no time stamp; values: url, status."),
    "timestamp_answer_wrong": Meaning(_E, "The time stamp was made for something else."),
    "timestamp_imprint_wrong": Meaning(_E, "The time stamp is over another signature."),
    "timestamp_not_allowed": Meaning(_E, "extendedKeyUsage is not timeStamping alone, critical."),
    "timestamp_unproved": Meaning(_W, "There is a time stamp, but it proves no time."),
    "timestamp_uncheckable": Meaning(
        _W, "The server's certificate names neither list nor responder, so the time is not proved."
    ),
    "timestamp_unusable": Meaning(_W, "The stamp a server gave would never count; values: reason."),
    "timestamp_server_error": Meaning(_E, "The server answers with an error of HTTP."),
    "timestamp_ahead": Meaning(_E, "The stamped time is in the future."),
    "timestamp_behind": Meaning(_E, "A new stamp bears a time long past."),
    "timestamp_missing": Meaning(_W, "No server gave a time stamp."),
    # envelopes
    "envelope_damaged": Meaning(_E, "The bytes are no CMS envelope, or it was changed."),
    "envelope_unreadable": Meaning(_E, "The envelope cannot be opened; why is not told."),
    "envelope_unsupported": Meaning(_E, "The envelope uses an algorithm we do not know."),
    "envelope_for_another": Meaning(_E, "The envelope is sealed for another certificate."),
    # network and control
    "unreachable": Meaning(_U, "The server does not answer as it should."),
    "cancelled": Meaning(_U, "The user stopped the work."),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found out.

    `subject` says about what (a file name or a certificate's subject), `values` holds
    harmless details for the sentence. Raises ValueError for a code not in CODES.
    """

    code: str
    severity: Severity
    subject: str = ""
    values: Mapping[str, str | int] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        _require_known(self.code)

    def to_json(self) -> dict[str, object]:
        """Return the finding as JSON-ready data."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "subject": self.subject,
            "values": dict(self.values),
        }


def finding(
    code: str, subject: str = "", /, *, severity: Severity | None = None, **values: str | int
) -> Finding:
    """Return a finding with the usual severity of its code unless another is given."""
    _require_known(code)
    return Finding(code, severity or CODES[code].severity, subject, values)


def validity(findings: Iterable[Finding]) -> Validity:
    """Return the verdict: an error decides, then doubt; warnings and notes do not count."""
    severities = {found.severity for found in findings}
    if Severity.ERROR in severities:
        return Validity.INVALID
    if Severity.UNDECIDED in severities:
        return Validity.UNDECIDED
    return Validity.VALID


def _require_known(code: str) -> None:
    if code not in CODES:
        raise ValueError(f"unknown finding code {code!r}")


class PkiError(Exception):
    """Something that cannot be done, with a code of CODES and harmless values.

    Never holds a secret: neither passwords, nor R, nor key bytes, nor file contents.
    """

    usual_code: ClassVar[str] = ""

    def __init__(self, code: str = "", /, **values: str | int) -> None:
        self.code = code or self.usual_code
        self.values: Mapping[str, str | int] = values
        _require_known(self.code)
        super().__init__(self.code)

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value}" for name, value in self.values.items())
        return f"{self.code} ({details})" if details else self.code

    def finding(self, subject: str = "", severity: Severity | None = None) -> Finding:
        """Return the same as a finding about `subject`, of the usual severity or another."""
        return Finding(self.code, severity or CODES[self.code].severity, subject, self.values)


class WrongPassword(PkiError):
    """The password does not open the key."""

    usual_code = "wrong_password"


class DamagedFile(PkiError):
    """The bytes are not what they should be; the code says which kind of file."""

    usual_code = "certificate_damaged"


class UnsupportedContainer(PkiError):
    """The key is encrypted in a way this program does not know; values: oid."""

    usual_code = "container_unknown"


class KeyMismatch(PkiError):
    """The private key belongs to another certificate."""

    usual_code = "key_mismatch"


class FileUnreadable(PkiError):
    """Nothing there, no permission, or no regular file; the code says which."""

    usual_code = "file_unreadable"


class NotWritten(PkiError):
    """A file was not written; the code says why."""

    usual_code = "not_written"


class TokenError(PkiError):
    """A security token does not do what it was asked; the code says why."""

    usual_code = "token_failed"


class TooLarge(PkiError):
    """More bytes than the limit for this kind of data; values: limit in bytes."""

    usual_code = "too_large"


class Unreachable(PkiError):
    """A server does not answer as it should."""

    usual_code = "unreachable"


class Cancelled(PkiError):
    """The user stopped the work."""

    usual_code = "cancelled"
