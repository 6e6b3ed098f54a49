"""Writes a message out and hands it over, by the way that the settings name."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from jinja2 import TemplateError

from backend.config import Config, read_password
from backend.post import message
from backend.post.sms import SmsGateway
from backend.post.smtp import MailServer
from backend.post.spool import Spool
from backend.post.trouble import Declined
from registration.notices import Channel, Occasion

_SUFFIXES = {Channel.EMAIL: ".eml", Channel.SMS: ".sms.txt"}


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message to be sent; `identity` is its own, and the same whenever it is sent."""

    identity: str
    occasion: Occasion
    channel: Channel
    recipient: str
    details: dict[str, Any]
    created: datetime


class PostOffice:
    """All ways out."""

    def __init__(
        self, config: Config, mail: MailServer | None, sms: SmsGateway | None, spool: Spool
    ) -> None:
        self._config, self._mail, self._sms, self._spool = config, mail, sms, spool

    @classmethod
    def of(cls, config: Config) -> Self:
        """Return the ways of these settings. Raises ConfigError."""
        mail, sms = config.mail, config.sms
        return cls(
            config,
            MailServer(mail, read_password(mail.password) if mail.password else "")
            if mail.host
            else None,
            SmsGateway(sms, read_password(sms.key) if sms.key else "") if sms.url else None,
            Spool(config.notices.spool),
        )

    def deliver(self, outgoing: Outgoing, on_the_point: Callable[[], None]) -> None:
        """Hand a message over.

        `on_the_point` is called just before it cannot be taken back; never for the spool folder,
        where the same message is the same file. Raises Trouble.
        """
        if not outgoing.recipient:
            raise Declined("address_refused")
        content = self._content(outgoing)
        if outgoing.channel is Channel.EMAIL and self._mail:
            self._mail.deliver(content, outgoing.recipient, on_the_point)
        elif outgoing.channel is Channel.SMS and self._sms:
            text, identity = content.decode(), outgoing.identity
            self._sms.deliver(text, outgoing.recipient, identity, on_the_point)
        else:
            head = f"To: {outgoing.recipient}\n\n".encode()
            letter = content if outgoing.channel is Channel.EMAIL else head + content
            self._spool.put(outgoing.identity + _SUFFIXES[outgoing.channel], letter)

    def spooled(self, identity: str, channel: Channel) -> bytes | None:
        """Return a message that was written into the spool folder."""
        return self._spool.read(identity + _SUFFIXES[channel])

    def close(self) -> None:
        """Close the connections."""
        if self._sms:
            self._sms.close()

    def _content(self, outgoing: Outgoing) -> bytes:
        try:
            parts = message.written(outgoing.occasion, self._config.name, outgoing.details)
            if outgoing.channel is Channel.SMS:
                return message.sms(parts).encode()
            return message.email(
                parts,
                identity=outgoing.identity,
                sender=self._config.mail.sender,
                to=outgoing.recipient,
                at=outgoing.created,
            )
        except (TemplateError, ValueError, KeyError, TypeError, IndexError):
            raise Declined("unwritable") from None
