"""Pages for the browser: thin, as the routes are; what they do is in `backend.services`."""
