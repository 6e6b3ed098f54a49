"""접수: applications are checked and kept, or refused."""
