#!/bin/sh
# Bring the database up to date, then become the server.
set -e
python manage.py migrate --noinput
exec "$@"
