"""Where certificates say their revocation lists and OCSP responder are."""

DIRECTORY = "ldap://127.0.0.1:389"
RESPONDER = "http://127.0.0.1:4612/ocsp"
ROOT_LIST = "root"
PARTITIONS = ("dp1p1", "dp1p2")
ALWAYS_IN_DIRECTORY = ("dp1p2",)


def crl_url(base: str, partition: str, organisation: str) -> str:
    """The URL of a partition under `base`, http:// or ldap://."""
    in_directory = base.startswith("ldap:")
    if in_directory or partition in ALWAYS_IN_DIRECTORY:
        directory = base if in_directory else DIRECTORY
        return f"{directory}/{_entry(partition, organisation)}"
    return f"{base.rstrip('/')}/{partition}.crl"


def _entry(partition: str, organisation: str) -> str:
    if partition == ROOT_LIST:
        return f"CN=Practice-RootCA-4,O={organisation},C=KR?authorityRevocationList"
    return f"ou={partition},ou=AccreditedCA,o={organisation},c=kr?certificateRevocationList"
