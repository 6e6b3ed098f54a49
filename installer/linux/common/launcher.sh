#!/bin/sh
# The packaged Python sees the packaged files alone, whatever the user's environment says.
unset PYTHONPATH PYTHONHOME PYTHONSTARTUP
export PYTHONSAFEPATH=1 PYTHONNOUSERSITE=1
exec /usr/lib/@PACKAGE@/bin/python3 -m @MODULE@ "$@"
