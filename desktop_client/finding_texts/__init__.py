"""What a person is told about each finding of `desktop_client.pki.findings.CODES`.

`why` is a sentence of its own, since lists show it alone.
"""

from desktop_client.finding_texts.certificates import CERTIFICATE_TEXTS
from desktop_client.finding_texts.chains import CHAIN_TEXTS
from desktop_client.finding_texts.keeping import KEEPING_TEXTS
from desktop_client.finding_texts.responders import RESPONDER_TEXTS
from desktop_client.finding_texts.signed import SIGNED_TEXTS
from registration.text import Explanation

FINDING_TEXTS: dict[str, Explanation] = {
    **CERTIFICATE_TEXTS,
    **CHAIN_TEXTS,
    **RESPONDER_TEXTS,
    **SIGNED_TEXTS,
    **KEEPING_TEXTS,
}
