"""Korean certificates (NPKI, GPKI) as a library: find, open, sign, verify and judge; no Qt.

Nothing is imported here: each name is imported from the module that has it, so that a program
loads what it uses. `folder` is searched for certificates, `roots` are files of trusted roots:

>>> from desktop_client.pki.storage.store import open_entry, scan
>>> entry = next(entry for entry in scan([folder]) if not entry.findings)
>>> key = open_entry(entry, password)

>>> from desktop_client.pki.signing import cms, cms_verify
>>> from desktop_client.pki.signing.signer import SigningIdentity
>>> identity = SigningIdentity(entry.certificate, key, entry.ca_certificates)
>>> signature = cms.sign(b"a contract", identity)
>>> signed = cms_verify.verify(signature)
>>> signed.content, signed.certificate == entry.certificate, signed.findings
(b'a contract', True, ())

>>> from desktop_client.pki.judging.chain import Revocation, judge
>>> from desktop_client.pki.judging.trust import TrustList
>>> trust = TrustList.from_files(roots)
>>> verdict = judge(
...     signed.certificate, trust, intermediates=signed.certificates, revocation=Revocation.OFF
... )
>>> verdict.validity.value, [finding.code for finding in verdict.findings]
('valid', ['revocation_not_checked'])

What goes wrong is a `findings.PkiError`, and what was found out a `findings.Finding`, both with a
code. `http` and `revocation` ask lists and OCSP responders, `storage.placing` and
`storage.keeping` change what is on the disk, `storage.tokens` speaks to security tokens.
"""
