"""The publisher's side of the version notice: keys, and notices signed with them.

    python -m installer.notice key FILE
    python -m installer.notice sign --key FILE … --sequence N --required V --supported V
        --reason-ko TEXT --reason-en TEXT --from URL PACKAGE … > notice.json

`key` writes a new private key (PKCS #8 PEM, for its owner alone) and prints the public key for
`resources/versions.json`: two stand there, the one in use and the next. `sign` measures the
packages, which are to lie below the URL under their own names.
"""

import argparse
import hashlib
import json
import os
import sys
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop_client.workflows.versions.notice import PRODUCT, sign_notice
from installer.product import product

PLATFORMS = {".deb": "debian", ".exe": "windows", ".dmg": "macos"}
VALID_DAYS = 90


def main(arguments: list[str] | None = None) -> int:
    """Make a key, or sign a notice; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m installer.notice")
    commands = parser.add_subparsers(required=True)
    key = commands.add_parser("key", help="a new key")
    key.add_argument("file", type=Path)
    key.set_defaults(run=_key)
    sign = commands.add_parser("sign", help="a notice of the version in pyproject.toml")
    sign.add_argument("--key", type=Path, action="append", required=True)
    sign.add_argument("--sequence", type=int, required=True, help="higher than any before")
    sign.add_argument("--supported", required=True, help="older ones are asked to update")
    sign.add_argument("--required", required=True, help="older ones submit nothing any more")
    sign.add_argument("--reason-ko", required=True)
    sign.add_argument("--reason-en", required=True)
    sign.add_argument("--days", type=int, default=VALID_DAYS, help="how long it is valid")
    sign.add_argument("--from", dest="base", required=True, help="where the packages are fetched")
    sign.add_argument("packages", type=Path, nargs="*")
    sign.set_defaults(run=_sign)
    options = parser.parse_args(arguments)
    options.run(options)
    return 0


def _key(options: argparse.Namespace) -> None:
    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    handle = os.open(options.file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(pem)
    print(b64encode(key.public_key().public_bytes_raw()).decode())


def _sign(options: argparse.Namespace) -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    content = {
        "product": PRODUCT,
        "sequence": options.sequence,
        "issued": now.isoformat(),
        "expires": (now + timedelta(days=options.days)).isoformat(),
        "latest": product().version,
        "supported": options.supported,
        "required": options.required,
        "reason": {"ko": options.reason_ko, "en": options.reason_en},
        "installers": [_measured(package, options.base) for package in options.packages],
    }
    encoded = json.dumps(content, ensure_ascii=False).encode()
    sys.stdout.write(sign_notice(encoded, map(_read_key, options.key)).decode() + "\n")


def _read_key(file: Path) -> Ed25519PrivateKey:
    key = serialization.load_pem_private_key(file.read_bytes(), None)
    if not isinstance(key, Ed25519PrivateKey):
        raise SystemExit(f"{file}: no Ed25519 key")
    return key


def _measured(package: Path, base: str) -> dict[str, Any]:
    with package.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return {
        "platform": PLATFORMS[package.suffix],
        "file": package.name,
        "url": f"{base.rstrip('/')}/{package.name}",
        "size": package.stat().st_size,
        "sha256": digest,
    }


if __name__ == "__main__":
    sys.exit(main())
