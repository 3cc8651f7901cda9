# Debian's PostgreSQL, for the stack that is built from one base image.
FROM debian:12-slim

# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends postgresql-15 \
    && rm -rf /var/lib/apt/lists/* /var/lib/postgresql/15

COPY docker/postgres.sh /furniture/
# hadolint ignore=DL3066
USER postgres
ENV PATH=/usr/lib/postgresql/15/bin:$PATH
VOLUME /var/lib/postgresql
EXPOSE 5432
STOPSIGNAL SIGINT
ENTRYPOINT ["/furniture/postgres.sh"]
