"""Registering with a telephone: a model that is known, and one that is new."""

import time

from tests.support.databases import sql
from tests.support.scan_steps import choose_place, picture, registered, slow


def test_pieces_of_a_known_model_are_registered_by_scanning_alone(demo, phone, store, blanks):
    place = store[0]
    phone.open()
    slow(phone)
    page = phone.page
    phone.mode("register")
    choose_place(phone, place)
    begun = time.monotonic()
    phone.scan(blanks[0])
    page.wait_for_selector(".o_scan_sheet")
    model = page.locator(".o_scan_model").first.get_attribute("data-id")
    picture(page, "scan_models")
    page.locator(".o_scan_model").first.click()
    page.click("[data-name=condition] [data-value=b]")
    first = time.monotonic() - begun
    begun = time.monotonic()
    for code in blanks[1:5]:
        phone.scan(code)
        page.wait_for_selector(f".o_scan_item[data-code='{code}']")
    page.wait_for_selector(".o_scan_item[data-status=ready] >> nth=4")
    picture(page, "scan_register")
    phone.save()
    print(
        f"seconds: first piece {first:.2f}, each one after {(time.monotonic() - begun) / 4:.2f}, 150 ms network delay"
    )
    assert registered(demo, blanks[:5]) == [[str(place[0]), model, ""]] + [[str(place[0]), model, "b"]] * 4
    # Place, model and condition are still there tomorrow, and what is registered is not taken twice.
    phone.kill()
    phone.open_again("lager")
    phone.page.wait_for_selector(".o_scan_app[data-mode=register]")
    phone.scan(blanks[0])
    phone.page.wait_for_selector(".o_scan_band.o_scan_warning, .o_scan_item[data-status=again]")
    phone.scan(blanks[5])
    phone.page.wait_for_selector(f".o_scan_item[data-code='{blanks[5]}'][data-status=ready]")
    phone.save()
    assert registered(demo, blanks[5:6]) == [[str(place[0]), model, "b"]]


def test_a_new_model_is_made_and_used_without_network(demo, phone, store, blanks):
    place = store[1]
    phone.open()
    phone.wait_kept()
    page = phone.page
    phone.mode("register")
    choose_place(phone, place)
    page.route("**/furniture/scan/send", lambda route: route.abort())
    begun = time.monotonic()
    page.click(".o_scan_pick_model")
    page.click(".o_scan_new_model")
    page.click(".o_scan_model_photo")
    page.click(".o_scan_shoot:not([disabled])")

    page.wait_for_selector(".o_scan_model_photo img")
    page.fill("#o_scan_model_name", "Prøvestol")
    page.locator("[data-name=type] button").first.click()
    page.fill("#o_scan_model_maker", "Prøvemakeren")
    page.fill("[name=width]", "62,5")
    picture(page, "scan_new_model")
    page.click(".o_scan_save_model")
    page.wait_for_selector(".o_scan_sheet", state="detached")
    for code in blanks[:2]:
        phone.scan(code)
        page.wait_for_selector(f".o_scan_item[data-code='{code}']")
    page.locator(f".o_scan_item[data-code='{blanks[1]}'] .o_scan_item_photo").click()
    page.click(".o_scan_shoot:not([disabled])")
    page.click(".o_scan_save")
    phone.wait_unsent(4)
    print(f"seconds: a new model and two pieces of it {time.monotonic() - begun:.2f}")
    picture(page, "scan_kept")
    phone.kill()
    phone.open_again("lager")
    phone.wait_unsent(0)
    assert [entry["state"] for entry in phone.kept()] == ["done"] * 4
    rows = sql(
        demo.database,
        f"""SELECT p.name->>'en_US', m.name, p.width, count(DISTINCT l.id), count(DISTINCT f.id) FROM stock_lot l
            JOIN furniture_tag t ON t.lot_id = l.id JOIN product_product v ON v.id = l.product_id
            JOIN product_template p ON p.id = v.product_tmpl_id JOIN furniture_maker m ON m.id = p.maker_id
            LEFT JOIN furniture_photo f ON f.lot_id = l.id
            WHERE t.code IN ('{blanks[0]}', '{blanks[1]}') AND l.location_id = {place[0]} GROUP BY 1, 2, 3""",
    )
    assert rows == [["Prøvestol", "Prøvemakeren", "62.5", "2", "1"]]
