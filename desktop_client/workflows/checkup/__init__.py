"""환경 점검: whether this computer has what filing needs, and what to do where it has not."""
