"""환경 점검: what this computer has of what filing needs."""
