# One image for pages, engine, scheduler and workers; compose.yaml says who does what.
FROM python:3.12-slim-bookworm

RUN apt-get update \
    && apt-get install --yes --no-install-recommends openssl tini \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /srv/unrolled
COPY requirements.txt requirements-server.txt constraints.txt ./
RUN pip install --no-cache-dir --requirement requirements-server.txt --constraint constraints.txt

# Nobody here is root; the folders exist, so that volumes mounted there belong to the same person.
RUN useradd --uid 10001 --create-home unrolled \
    && install --directory --owner unrolled /data /certificates
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
