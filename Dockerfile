# The app as one image: docker build -t clinic-directory-review .
# docs/hosting.md says what is set, what to back up and what was tried.

FROM python:3.13-slim AS packages
COPY requirements.txt .
RUN python -m venv /opt/packages \
 && /opt/packages/bin/python -m pip install --disable-pip-version-check --no-cache-dir \
      --only-binary=:all: --require-hashes -r requirements.txt

FROM python:3.13-slim
RUN groupadd --gid 10001 clinics \
 && useradd --uid 10001 --gid clinics --no-create-home --home-dir /tmp --shell /usr/sbin/nologin clinics \
 && install --directory --owner=clinics --group=clinics --mode=700 /data
COPY --from=packages /opt/packages /opt/packages
WORKDIR /app
COPY . .
# Readable by user 10001, however strict the umask of the checkout was. Compiled now, as nothing can be written beside the
# code later: the root file system may be read-only.
RUN chmod --recursive a+rX /app \
 && /opt/packages/bin/python -m compileall -q /app

ENV PATH=/opt/packages/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    HOME=/tmp \
    PORT=8501 \
    CLINICS_STORE=sqlite:////data/clinics.sqlite3
USER 10001:10001
VOLUME /data
EXPOSE 8501
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 \
  CMD ["python", "-c", "import os; from urllib.request import urlopen; assert urlopen('http://127.0.0.1:' + os.environ['PORT'] + '/_stcore/health', timeout=4).read() == b'ok'"]
CMD ["sh", "-c", "exec streamlit run streamlit_app.py --server.headless=true --server.address=0.0.0.0 --server.port=\"$PORT\" --server.fileWatcherType=none"]
