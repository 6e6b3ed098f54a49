"""What the calls of every subject share: one transport, and answers read as messages."""

from typing import TypeVar

from pydantic import BaseModel, ValidationError

from desktop_client.api.transport import Call, Transport
from desktop_client.errors import ClientError
from desktop_client.work import Work

M = TypeVar("M", bound=BaseModel)


class ClientCalls:
    """Calls of one service address."""

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")
        self._transport = Transport(address)

    def close(self) -> None:
        """Close the connections."""
        self._transport.close()

    def _call(self, work: Work, model: type[M], call: Call) -> M:
        body = self._transport.send(work, call)
        try:
            return model.model_validate_json(body)
        except ValidationError:
            raise ClientError("answer_unreadable") from None
