"""HTTP routes: thin; what they do is in `backend.services`."""
