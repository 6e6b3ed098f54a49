"""What a message says: a template of resources/notices in each language, Korean first.

The language of an applicant is not known, so that both follow each other. What applicants typed is
shown without characters that nobody sees; it never comes into a header.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

import resources
from registration.characters import seen
from registration.enclosures import ENCLOSURE_NAMES, Enclosure
from registration.kinds import Kind
from registration.korean_time import show_time
from registration.notices import Occasion
from registration.offices import OfficeContact, office
from registration.procedures import PROCEDURES
from registration.text import LANGUAGES, Language

_FOLDER = Path(resources.__file__).parent / "notices"


@dataclass(frozen=True, slots=True)
class Written:
    """A message in one language: its subject, its paragraphs of lines."""

    language: Language
    subject: str
    paragraphs: tuple[tuple[str, ...], ...]


def written(occasion: Occasion, service: str, details: Mapping[str, Any]) -> list[Written]:
    """Return the message in every language.

    `details`: what the occasion's template names; codes and moments are spelled out.
    """
    return [_written(occasion, service, details, language) for language in LANGUAGES]


def email(parts: Iterable[Written], *, identity: str, sender: str, to: str, at: datetime) -> bytes:
    """Return an e-mail as it is sent; `identity` is the same whenever it is sent again."""
    said = list(parts)
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"] = sender, to
    message["Subject"] = " / ".join(part.subject for part in said)
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{identity}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(_plain(said), cte="base64")
    page = _environment().get_template("mail.html").render(parts=said)
    message.add_alternative(page, subtype="html", cte="base64")
    return message.as_bytes()


def sms(parts: Iterable[Written]) -> str:
    """Return a text message: the first paragraph in each language."""
    return "\n".join(" ".join(part.paragraphs[0]) for part in parts)


def _plain(parts: Iterable[Written]) -> str:
    texts = ("\n\n".join("\n".join(lines) for lines in part.paragraphs) for part in parts)
    return "\n\n----\n\n".join(texts) + "\n"


def _written(
    occasion: Occasion, service: str, details: Mapping[str, Any], language: Language
) -> Written:
    template = _environment().get_template(f"{language}/{occasion}.txt")
    values = {name: _spelled(name, value, language) for name, value in details.items()}
    text = template.render(values, service=_line(service))
    subject, _, rest = text.strip().partition("\n")
    blocks = (block.strip() for block in rest.split("\n\n"))
    return Written(
        language, subject.strip(), tuple(tuple(block.splitlines()) for block in blocks if block)
    )


def _spelled(name: str, value: Any, language: Language) -> Any:
    if name == "kind":
        return PROCEDURES[Kind(value)].title.show(language)
    if name == "papers":
        return [ENCLOSURE_NAMES[Enclosure(paper)].show(language) for paper in value]
    if name == "office":
        return office(value).title.show(language)
    if name == "contact":
        contact = OfficeContact.model_validate(value) if value else None
        told = office("", contact).contacts()
        return [f"{title.show(language)}: {_line(known)}" for title, known in told]
    if name == "deadline":
        return show_time(value) if value else ""
    return _line(value) if isinstance(value, str) else value


def _line(text: str) -> str:
    """Return text as one line of characters that are seen."""
    return " ".join(seen(" ".join(text.split())).split())


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
