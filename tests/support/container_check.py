"""Asks a running stack, through its proxy: log in, register one piece, read it back, open its address, use the websocket."""

import sys
from pathlib import Path

import websocket

from tests.support.server import Client, RefusedError


class Stack:
    """What a client needs to know of a server."""

    def __init__(self, url, database="furniture"):
        self.url = url
        self.database = database


def main(url, secrets, expected):
    certificate = f"{secrets}/tls.crt"  # signed by itself: trusted here, and nothing else is
    stack = Stack(url)
    try:
        Client(stack, "admin", "admin", certificate)
    except RefusedError:
        pass
    else:
        sys.exit("The administrator still has Odoo's default password.")
    client = Client(stack, "admin", Path(secrets, "admin_password").read_text().strip(), certificate)
    product = client.call("product.product", "create", [{"name": "Container chair", "is_furniture": True}])
    lot = client.call("stock.lot", "create", [{"product_id": product[0]}])
    piece = client.call("stock.lot", "read", lot, ["name", "product_id", "purpose", "tag_id"])[0]
    if client.call("stock.lot", "search_count", [["is_furniture", "=", True]]) != int(expected):
        sys.exit("Pieces are missing, or there are too many.")
    if not piece["name"] or not piece["tag_id"]:
        sys.exit(f"The piece has no number or no tag: {piece}")
    code = client.call("furniture.tag", "read", [piece["tag_id"][0]], ["code"])[0]["code"]
    if client.get(f"/m/{code}").status_code != 200:
        sys.exit(f"The piece's address /m/{code} does not open.")
    _websocket(url, client, certificate)
    client.http.cookies.clear()
    stranger = client.get(f"/m/{code}")
    if piece["name"] in stranger.text:
        sys.exit("A stranger reads the piece's number at its address.")
    print(f"      piece {piece['name']} ({piece['product_id'][1]}), /m/{code}")


def _websocket(url, client, certificate):
    """The proxy must hand the websocket to Odoo's second port."""
    cookie = "; ".join(f"{name}={value}" for name, value in client.http.cookies.items())
    address = f"wss{url.removeprefix('https')}/websocket?version=19.0-1"
    opened = websocket.create_connection(
        address, cookie=cookie, origin=url, sslopt={"ca_certs": certificate}, timeout=30
    )
    opened.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
