# The official image with the two Python packages that the add-ons need; the add-ons are mounted by compose.official.yaml.
FROM odoo:19.0

USER 0
RUN pip3 install --no-cache-dir --break-system-packages defusedxml==0.7.1 zxing-cpp==3.1.1
# hadolint ignore=DL3066
USER odoo
ENTRYPOINT ["/furniture/entrypoint.sh"]
