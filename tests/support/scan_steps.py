"""What the tests of the scan page do on the telephone and ask of the stock."""

from rig import paths

from .databases import sql

PICTURES = paths.RUN / "pictures"


def picture(page, name):
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png", animations="disabled")


def codes(server, count, offset=0, away_from=0):
    """Codes of pieces that stand somewhere."""
    rows = sql(
        server.database,
        f"""SELECT t.code FROM furniture_tag t JOIN stock_lot l ON l.id = t.lot_id
            WHERE t.state = 'claimed' AND t.origin = 'own' AND l.location_id IS NOT NULL AND l.location_id != {away_from}
              AND l.purpose = 'available' ORDER BY l.id LIMIT {count} OFFSET {offset}""",
    )
    return [code for (code,) in rows]


def listed(those):
    """Codes as SQL takes them after IN."""
    return ", ".join(f"'{code}'" for code in those)


def stands_in(server, place, those):
    [[count]] = sql(
        server.database,
        f"""SELECT count(*) FROM stock_lot l JOIN furniture_tag t ON t.lot_id = l.id
            WHERE l.location_id = {place} AND t.code IN ({listed(those)})""",
    )
    return int(count)


def choose_place(phone, place):
    phone.page.click(".o_scan_place >> nth=0")
    phone.page.fill("#o_scan_place_filter", place[1])
    phone.page.click(f".o_scan_choice[data-id='{place[0]}']")
    phone.page.wait_for_selector(".o_scan_sheet", state="detached")


def registered(server, those):
    """[place, model, condition] of the pieces that these codes lead to now."""
    return sql(
        server.database,
        f"""SELECT l.location_id, l.product_id, l.condition FROM stock_lot l JOIN furniture_tag t ON t.lot_id = l.id
            WHERE t.code IN ({listed(those)}) ORDER BY t.id""",
    )


def slow(phone, milliseconds=150):
    """A telephone's network."""
    session = phone.page.context.new_cdp_session(phone.page)
    session.send("Network.enable")
    session.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": milliseconds, "downloadThroughput": -1, "uploadThroughput": -1},
    )


def gather(phone, place, those):
    """Scan pieces in Move here and press the button."""
    phone.mode("move")
    choose_place(phone, place)
    for code in those:
        phone.scan(code)
        phone.page.wait_for_selector(f".o_scan_item[data-code='{code}']")
    phone.page.click(".o_scan_save")


class NewTab:
    """Another tab of the same telephone."""

    def __init__(self, phone):
        self.phone = phone

    def __enter__(self):
        self.page = self.phone.page.context.new_page()
        return self.page

    def __exit__(self, *_failed):
        self.page.close()
