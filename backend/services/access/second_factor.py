"""The second factor of officers' logins: codes of an app (TOTP, RFC 6238) and recovery codes.

No key is stored: it is made anew from the service's secret and a salt, so that a copy of the
database opens nothing.
"""

import base64
import hashlib
import hmac
import re
import secrets
from datetime import datetime
from typing import NamedTuple

import pyotp
from sqlalchemy.orm import Session

from backend.refused import Refused
from backend.service import Service
from backend.services import audit
from backend.services.access import officers
from backend.services.officer_rights import OfficerActing
from backend.storage.models import Officer

STEP_SECONDS = 30
DRIFT = (-1, 0, 1)
"""Steps by which an app's clock may differ."""
KEY_BYTES = 20
RECOVERY_CODES = 10
RECOVERY_BYTES = 10
"""80 random bits, which nobody guesses: a plain hash of them is kept."""


class Standing(NamedTuple):
    """Where an officer's second factor stands."""

    since: datetime | None
    """None while there is none."""
    recovery_codes: int
    """How many are left."""


class Offer(NamedTuple):
    """A key for the officer's app, which counts once a code of it was shown."""

    key: str
    """Base32, in groups of four."""
    address: str
    """otpauth://, for a QR code."""


def standing(service: Service, acting: OfficerActing) -> Standing:
    """Return whether an officer has a second factor."""
    with service.database.read() as session:
        officer = officers.required(session, acting.name)
        return Standing(officer.totp_since, len(officer.recovery_sha256))


def offer(service: Service, acting: OfficerActing) -> Offer:
    """Return the key that this login offers; the same until it is taken."""
    key = _key(service, acting.name, _offered_salt(service, acting))
    totp = pyotp.TOTP(key)
    grouped = " ".join(re.findall(".{1,4}", key))
    return Offer(
        grouped, totp.provisioning_uri(name=acting.name, issuer_name="G2B " + service.config.name)
    )


def take(service: Service, acting: OfficerActing, code: str) -> list[str]:
    """Set the second factor up, as a code of it shows that the app has the key.

    Return the recovery codes, told this once. Raises Refused `code_wrong_yet`, `totp_known`.
    """
    now, salt = service.clock(), _offered_salt(service, acting)
    step = _step(_key(service, acting.name, salt), code, now, None)
    if step is None:
        raise Refused("code_wrong_yet")
    codes = [_new_recovery_code() for _ in range(RECOVERY_CODES)]
    with service.database.write() as session:
        officer = officers.required(session, acting.name)
        if officer.totp_since is not None:
            raise Refused("totp_known")
        officer.totp_salt, officer.totp_since, officer.totp_step = salt, now, step
        officer.recovery_sha256 = [_hash(code) for code in codes]
        audit.append(session, now, acting.doer, "totp_enrolled", acting.name)
    return codes


def forget(officer: Officer) -> None:
    """Take the second factor away."""
    officer.totp_salt = officer.totp_since = officer.totp_step = None
    officer.recovery_sha256 = []


def use(service: Service, session: Session, officer: Officer, code: str) -> bool:
    """Return whether a code opens the account; it never does again."""
    now = service.clock()
    if officer.totp_salt is None:
        return False
    key = _key(service, officer.name, officer.totp_salt)
    step = _step(key, code, now, officer.totp_step)
    if step is not None:
        officer.totp_step = step
        return True
    left = [kept for kept in officer.recovery_sha256 if kept != _hash(code)]
    if len(left) == len(officer.recovery_sha256):
        return False
    officer.recovery_sha256 = left
    audit.append(session, now, officers.CONSOLE, "recovery_code_used", officer.name)
    return True


def _offered_salt(service: Service, acting: OfficerActing) -> str:
    return service.secret.mac("totp offer", acting.session)


def _key(service: Service, name: str, salt: str) -> str:
    digest = hashlib.sha256(service.secret.mac("totp", name, salt).encode()).digest()
    return base64.b32encode(digest[:KEY_BYTES]).decode()


def _step(key: str, code: str, now: datetime, last: int | None) -> int | None:
    """Return the time step that a code is of, later than the last one used; else None."""
    given = re.sub(r"\s", "", code)
    present = int(now.timestamp()) // STEP_SECONDS
    totp = pyotp.TOTP(key)
    for step in (present + drift for drift in DRIFT):
        right = totp.at(step * STEP_SECONDS)
        is_new = last is None or step > last
        if hmac.compare_digest(right.encode(), given.encode()) and is_new:
            return step
    return None


def _new_recovery_code() -> str:
    text = base64.b32encode(secrets.token_bytes(RECOVERY_BYTES)).decode().lower()
    return "-".join(re.findall(".{4}", text))


def _hash(code: str) -> str:
    return hashlib.sha256(re.sub(r"[\s-]", "", code.lower()).encode()).hexdigest()
