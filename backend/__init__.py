"""The service: takes applications in, lets officers decide, registers certificates."""
