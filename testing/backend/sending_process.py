"""Sends one message of a folder's outbox to a mail server on the loopback, without TLS.

Run as a program by the test that kills it while the server has it wait.
"""

import sys
from pathlib import Path

from backend.commands.practice import settings
from backend.config import Mail
from backend.place import Place, read_place
from backend.service import Service
from backend.services.notices import sending
from practice.pki import Practice


def main(folder: Path, pki: Path, port: int, place: Place) -> None:
    """Open the service, send what is due first, and end."""
    mail = Mail(host="127.0.0.1", port=port, security="none")
    config = settings(folder, Practice.load(pki)).model_copy(
        update={"mail": mail, "database": place}
    )
    service = Service.open(config)
    sending.send_due(service)
    service.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), read_place(sys.argv[4]))
