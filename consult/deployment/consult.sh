#!/bin/sh
# The command `consult`, for people at a terminal: the program with the settings of the service. Belongs to /usr/local/bin/consult;
# run it as the user consult (sudo -u consult -s), to whom all files belong.
set -eu
set -a
. /etc/consult.env
set +a
cd /opt/consult
exec .venv/bin/python -m consult "$@"
