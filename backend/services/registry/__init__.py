"""사업자등록 확인: what the registry of businesses says of the applications."""
