# Từ Đường as one container: gunicorn, static files inside, data under /data.
ARG BASE_IMAGE=python:3.13-slim-bookworm

FROM ${BASE_IMAGE} AS build
RUN python3 -m venv /venv 2>/dev/null \
    || (apt-get update && apt-get install -y --no-install-recommends python3 python3-venv && python3 -m venv /venv)
COPY requirements.txt /tmp/requirements.txt
RUN /venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r /tmp/requirements.txt
COPY . /app
WORKDIR /app
# The key signs nothing here: collecting static files only needs the settings to load.
RUN SECRET_KEY=$(python3 -c "import secrets; print(secrets.token_urlsafe(50))") \
    SITE_URL=http://localhost DJANGO_SETTINGS_MODULE=cms.settings.production VAR_DIR=/app/var \
    /venv/bin/python manage.py collectstatic --noinput --verbosity 0

FROM ${BASE_IMAGE}
# Debian's base has no Python of its own; the official Python image needs nothing more.
RUN command -v python3 >/dev/null \
    || (apt-get update && apt-get install -y --no-install-recommends python3 && rm -rf /var/lib/apt/lists/*)
RUN useradd --system --uid 10001 --create-home tuduong && mkdir -p /data && chown tuduong /data
COPY --from=build /venv /venv
COPY --from=build /app /app
WORKDIR /app
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=cms.settings.production \
    VAR_DIR=/data \
    STATIC_ROOT=/app/var/static
USER tuduong
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
ENTRYPOINT ["/app/scripts/container.sh"]
CMD ["gunicorn", "cms.wsgi:application", "--bind=0.0.0.0:8000", "--workers=2", "--access-logfile=-"]
