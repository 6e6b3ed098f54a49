"""Every screen in every state: one list for the gallery, the checks and the guide's pictures."""
