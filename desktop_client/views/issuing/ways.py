"""Which failures leave which way on."""

PLACE_FAILURES = frozenset(
    f"certificate.{code}"
    for code in (
        *("file_missing", "disk_full", "read_only", "drive_vanished", "not_written"),
        *("written_wrong", "certificate_differs", "place_taken", "km_pair_differs"),
        *("folder_in_use", "change_unfinished"),
    )
)
"""Failures after which another place, or the same once it is free, will do."""

WRONG_CODES = frozenset({"certificate.issuing_code_refused"})
"""Failures that the same numbers will meet again."""
