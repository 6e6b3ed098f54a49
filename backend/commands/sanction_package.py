"""`g2b-server agency sanction-document|sanction`: a sanction as another agency sends it.

The document is written, signed with any program that makes CMS (such as `g2b-client sign`), and
sent under the agency's account.
"""

import argparse
import hashlib
import json
import secrets
from base64 import b64decode
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from backend.clock import utc_now
from backend.commands import sentences
from backend.commands.calling import CallError, Calls
from backend.commands.forwarding import AGENCYS
from backend.commands.output import own_language, say, say_error, say_json
from backend.commands.password import read_password
from backend.commands.sanction_report import problem_lines
from desktop_client.pki.findings import PkiError
from desktop_client.pki.signing import cms_verify
from desktop_client.results import ResultRefused, write_result
from registration.sanctions.course import STANDING_NAMES, Document
from registration.sanctions.messages import SanctionTaken
from registration.sanctions.package import SanctionPackage
from registration.submission import NotCanonical, moment
from registration.text import Text
from registration.wire import ServiceInfo

TAKEN = Text(
    "접수되었습니다. {number}-{sequence}, {standing}, 판 {version}",
    "Accepted: {number}-{sequence}, {standing}, version {version}",
)
AGAIN = Text(
    "앞서 접수된 문서입니다. {number}-{sequence}, {standing}, 판 {version}",
    "It was accepted before: {number}-{sequence}, {standing}, version {version}",
)
WRITTEN = Text(
    "{file}에 저장했습니다. 기관의 인증서로 서명한 뒤 보내십시오.",
    "{file} is written. Sign it with your agency's certificate, then send it.",
)
NO_FORM = Text("{file}: 읽을 수 없거나 JSON이 아닙니다.", "{file}: not to be read, or no JSON.")
NO_DOCUMENT = Text(
    "번호, 순번, 판이 문서의 종류에 맞지 않습니다. 제재통보에는 순번과 판이 없고 나머지에는 "
    "있어야 합니다.",
    "Number, sequence and version do not match the document: a notice has neither of the last two, "
    "all others have both.",
)
NOT_SAVED = Text("{file}에 저장할 수 없습니다.", "{file} cannot be written.")
NOT_SIGNED = Text(
    "{file}: 서명된 제재 문서가 아닙니다.", "{file}: no signed document of a sanction."
)
_KEEP = ("not_authorised",)
"""Refusals that read the same of whatever an agency sends."""


def add_document(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments of writing a document."""
    parser.add_argument("document", choices=[document.value for document in Document])
    parser.add_argument("number", metavar="BUSINESS_NUMBER")
    parser.add_argument("--form", type=Path, required=True, help="its answers by page (JSON)")
    parser.add_argument("--sequence", type=int, help="which sanction of the number it follows")
    parser.add_argument("--version", type=int, help="the version of that sanction you know")
    parser.add_argument("--service", metavar="URL", required=True, help="the service it is for")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE")
    parser.add_argument("--force", action="store_true", help="replace a file that is there")
    parser.add_argument("--language", choices=("ko", "en"), default=own_language())


def write_document(options: argparse.Namespace) -> int:
    """Write the bytes that are to be signed."""
    language = options.language
    try:
        form = json.loads(options.form.read_bytes())
    except (OSError, ValueError):
        return say_error(NO_FORM.show(language, file=options.form))
    try:
        info = Calls.at(options.service).call(ServiceInfo, "GET", "/v1/service")
        certificate = b64decode(info.signing_certificates[0])
        package = SanctionPackage(
            id=secrets.token_urlsafe(24),
            service=info.name,
            service_certificate=hashlib.sha256(certificate).hexdigest(),
            made=moment(utc_now().replace(microsecond=0)),
            document=Document(options.document),
            business_number=options.number,
            sequence=options.sequence,
            version=options.version,
            form=form,
        )
        write_result(options.out, package.canonical(), (options.form,), replace=options.force)
    except ValidationError:
        return say_error(NO_DOCUMENT.show(language))
    except ResultRefused:
        return say_error(NOT_SAVED.show(language, file=options.out))
    except CallError as error:
        return _refused(error, None, options)
    say(WRITTEN.show(language, file=options.out))
    return 0


def add_sending(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments of sending a document."""
    parser.add_argument("package", type=Path, metavar="FILE", help="the signed document (CMS)")
    parser.add_argument("--service", metavar="URL", required=True, help="the service's address")
    parser.add_argument(
        "--token-stdin", action="store_true", help="the token is the first line of the input"
    )
    parser.add_argument("--json", action="store_true", help="for programs to read")
    parser.add_argument("--language", choices=("ko", "en"), default=own_language())


def send(options: argparse.Namespace) -> int:
    """Send a signed document; the same again is the same one."""
    language = options.language
    try:
        signed = options.package.read_bytes()
        sent = SanctionPackage.parse(cms_verify.verify(signed).content or b"")
    except (OSError, PkiError, NotCanonical):
        return say_error(NOT_SIGNED.show(language, file=options.package))
    token = read_password(from_stdin=options.token_stdin, prompt="Token: ")
    try:
        service = Calls.at(options.service, token)
        is_new, taken = service.post(SanctionTaken, "/v1/agency/sanctions", signed, {})
    except CallError as error:
        return _refused(error, sent.document, options)
    if options.json:
        say_json(taken.model_dump(mode="json") | {"new": is_new})
        return 0
    told: dict[str, Any] = {
        "number": taken.business_number,
        "sequence": taken.sequence,
        "standing": STANDING_NAMES[taken.standing].show(language),
        "version": taken.version,
    }
    say((TAKEN if is_new else AGAIN).show(language, **told))
    return 0


def _refused(error: CallError, document: Document | None, options: argparse.Namespace) -> int:
    language = options.language
    if error.code in _KEEP:
        lines = [" ".join(text.show(language) for text in AGENCYS[error.code])]
    else:
        lines = [sentences.explain(error.code, error.values, language)]
    if document is not None:
        lines += problem_lines(document, error.values, language)
    lines.append(sentences.CODE.show(language, code=error.code))
    if error.request_id:
        lines.append(sentences.REQUEST.show(language, request=error.request_id))
    return say_error("\n".join(lines), error.status)
