"""The file that 내보내기 makes, as it is opened: by its ending, and the signature inside."""

ENDING = ".g2b"


def signature_in(data: bytes) -> bytes:
    """Return the signature in an exported file (`PackageFile`) as base64; other bytes as they are.

    R, which lies beside it sealed for the receiving service, is nothing to be verified here.
    """
    if not data.lstrip().startswith(b"{"):
        return data
    from registration.wire import PackageFile  # for these files alone: it takes a while

    try:
        return PackageFile.model_validate_json(data).package.encode()
    except ValueError:
        return data
