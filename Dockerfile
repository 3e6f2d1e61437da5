# One image for pages, engine, scheduler and workers; compose.yaml says who does what.
# The digest is that of the index of all platforms; `docker buildx imagetools inspect python:3.12-slim-bookworm`
# tells today's. Whoever renews it builds the image and runs the tests in it.
FROM python:3.12-slim-bookworm@sha256:54c85f3c47607a77f32adec749d3c81d1348bf25833671f512b26a9b6d778cb3

RUN apt-get update \
    && apt-get install --yes --no-install-recommends openssl tini \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /srv/unrolled
COPY requirements-build.txt requirements-image.txt ./
# Every file is compared with its hash, also what builds the one package that comes as source; `make hashes`.
RUN pip install --no-cache-dir --require-hashes --requirement requirements-build.txt \
    && pip install --no-cache-dir --require-hashes --no-build-isolation --requirement requirements-image.txt

# Nobody here is root; the folders exist, so that volumes mounted there belong to the same person.
RUN useradd --uid 10001 --create-home unrolled \
    && install --directory --owner unrolled --mode 0700 /data /certificates
COPY .streamlit/config.toml .streamlit/config.toml
COPY app app
COPY core core
COPY pages pages
COPY streamlit_app.py ./
RUN python -m compileall -q app core pages streamlit_app.py
USER unrolled

# Dask's commands do not look for modules in the folder they are started in.
ENV PYTHONPATH=/srv/unrolled \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    UNROLLED_HOME=/data \
    UNROLLED_ADDRESS=0.0.0.0
EXPOSE 8501
# tini takes in what worker processes leave behind and hands on the signal to stop.
ENTRYPOINT ["tini", "--"]
CMD ["python", "-m", "app.serve"]
