"""What a request proves: who signed it, that it is for this service, that it was let in."""
