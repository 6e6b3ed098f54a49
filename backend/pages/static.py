"""What pages look like: the style sheet and the mark in the browser's tab."""

from pathlib import Path

from fastapi.responses import FileResponse
from starlette.responses import Response

import resources
from backend.pages.access import pages
from backend.pages.styles import STYLESHEET
from backend.refused import Refused

router = pages()

_FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}
_FOR_A_DAY = {"Cache-Control": "public, max-age=86400"}
_ICON = Path(resources.__file__).parent / "icons" / "g2b-client.svg"


@router.get("/static/{name}")
def fetch_static(name: str) -> Response:
    """Return a file that pages need."""
    if name == STYLESHEET.path.rpartition("/")[2]:
        return Response(STYLESHEET.content, media_type="text/css", headers=_FOR_EVER)
    if name == "icon.svg":
        return FileResponse(_ICON, media_type="image/svg+xml", headers=_FOR_A_DAY)
    raise Refused("not_found")
