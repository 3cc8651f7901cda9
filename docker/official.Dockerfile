# The official image with the two Python packages that the add-ons need, and poppler for floor plans in PDF; the add-ons are mounted by compose.official.yaml.
FROM odoo:19.0

USER 0
# hadolint ignore=DL3008
RUN apt-get update && apt-get install -y --no-install-recommends poppler-utils && rm -rf /var/lib/apt/lists/*
RUN pip3 install --no-cache-dir --break-system-packages defusedxml==0.7.1 zxing-cpp==3.1.1
# hadolint ignore=DL3066
USER odoo
ENTRYPOINT ["/furniture/entrypoint.sh"]
