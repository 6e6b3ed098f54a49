"""A stand-in for drivers of security tokens: on PYTHONPATH, Python loads it at its start."""
