# The way in: HTTPS, which a phone demands before it lends its camera to a page, and the websocket.
FROM debian:12-slim

# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends nginx-light curl \
    && rm -rf /var/lib/apt/lists/*

COPY docker/nginx.conf docker/nginx.sh /furniture/
USER 33
EXPOSE 8080 8443
ENTRYPOINT ["/furniture/nginx.sh"]
