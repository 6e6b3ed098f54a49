"""Which failures leave which way on."""

PLACE_FAILURES = frozenset(
    f"certificate.{code}"
    for code in (
        *("file_missing", "disk_full", "read_only", "drive_vanished", "not_written"),
        *("written_wrong", "certificate_differs", "place_taken", "km_pair_differs"),
        *("folder_in_use", "change_unfinished"),
        *("token_full", "token_read_only", "token_key_not_made", "token_key_unsafe"),
    )
)
"""Failures after which another place, or the same once it is free, will do."""

BEGUN_BEFORE = frozenset({"certificate.issuing_begun"})
"""Failures because of what was broken off, which its own password goes on with."""

IN_VAIN = frozenset(
    f"certificate.{code}"
    for code in (
        *("issuing_code_refused", "issuing_code_used", "issuing_code_void", "issuing_used"),
        *("issuing_key_refused", "issuing_another_key", "issuing_weaker_key"),
        *("issuing_other_holder", "issuing_other_number", "issuance_damaged"),
        *("issuing_not_authorized", "issuing_signature_refused", "token_issuance_incomplete"),
    )
)
"""Failures that going on with the same request would meet again."""
