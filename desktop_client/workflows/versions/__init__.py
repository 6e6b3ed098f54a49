"""버전 안내: what the publisher says of versions of this program, signed with Ed25519."""
