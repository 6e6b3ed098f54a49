"""What `g2b-server` does, one file a subcommand."""
