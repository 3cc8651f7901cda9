"""Somebody who tries codes with many requests at once, at a real server: the throttle counts every one of them."""

import urllib.error
import urllib.request
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.support.browser import PHONE, chromium, log_in, new_page
from tests.support.databases import clone_database, shell, sql
from tests.support.screens import picture
from tests.support.server import OdooServer

PREPARE = """
from odoo.addons.bk_furniture_reuse.tools import tag_code
env.company.write({"name": "Eksempel kommune", "phone": "12 34 56 78", "email": "ombruk@eksempel.example"})
env["res.lang"]._activate_lang("nb_NO")
env["res.users"].search([]).lang = "nb_NO"
env.ref("base.public_user").lang = "nb_NO"
model = env["product.template"].create({"name": "Stol", "is_furniture": True}).product_variant_id
lot = env["stock.lot"].create({"product_id": model.id})
print(lot.tag_id.code, env["furniture.tag"].create({}).code, *tag_code.new_codes(60))
env.cr.commit()
"""
# Texts whose contrast to what is behind them is below 4.5 : 1.
PALE = """() => {
    const parts = (color) => color.match(/[\\d.]+/g).map(Number);
    const over = ([r, g, b, a = 1], behind) => [r, g, b].map((value, n) => value * a + behind[n] * (1 - a));
    const light = (rgb) => rgb.map((v) => v / 255).map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
        .reduce((sum, v, n) => sum + v * [0.2126, 0.7152, 0.0722][n], 0);
    const back = (node) => (node ? over(parts(getComputedStyle(node).backgroundColor), back(node.parentElement)) : [255, 255, 255]);
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const pale = [];
    while (walker.nextNode()) {
        const node = walker.currentNode.parentElement;
        if (walker.currentNode.data.trim() && node.checkVisibility() && !node.closest("script, style")) {
            const behind = back(node);
            const [a, b] = [light(behind), light(over(parts(getComputedStyle(node).color), behind))].sort((x, y) => y - x);
            if ((a + 0.05) / (b + 0.05) < 4.5) {
                pale.push(walker.currentNode.data.trim());
            }
        }
    }
    return pale;
}"""


@pytest.fixture(scope="module")
def site():
    with clone_database("attack") as database:
        codes = shell(database, PREPARE).split()
        with OdooServer(database) as server:
            yield server, codes


def _status(server, code, spoofed=""):
    request = urllib.request.Request(f"{server.url}/m/{code}", headers={"X-Forwarded-For": spoofed} if spoofed else {})
    try:
        with urllib.request.urlopen(request, timeout=120) as response:
            return response.status
    except urllib.error.HTTPError as error:
        return error.code


def _forget(server):
    sql(server.database, "DELETE FROM furniture_tag_visit")


def test_sixty_guesses_at_once_are_ten_answers_however_they_say_they_come_from_elsewhere(site):
    server, codes = site
    _status(server, codes[0])  # the first page of a server takes a while
    _forget(server)
    with ThreadPoolExecutor(24) as pool:
        got = Counter(pool.map(lambda n: _status(server, codes[2 + n], f"198.51.100.{n}"), range(60)))
    assert got == {404: 10, 429: 50}
    assert sql(server.database, "SELECT count(*), max(tries) FROM furniture_tag_visit") == [["1", "11"]]
    # A hit is not told apart from a miss.
    assert _status(server, codes[0]) == 429


def test_the_pages_look_right_on_a_telephone(site):
    server, codes = site
    _forget(server)
    with chromium() as browser, new_page(browser, PHONE) as page:
        for code, name, heading in (
            (codes[0], "tag_page", "Dette møbelet tilhører Eksempel kommune"),
            (codes[1], "tag_page_unknown", "Vi kjenner ikke denne koden"),
        ):
            page.goto(f"{server.url}/M/{code}")
            assert page.locator("h1").inner_text() == heading
            assert page.locator("main").count() == 1
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            assert page.evaluate("document.documentElement.lang") == "nb-NO"
            assert not page.evaluate(PALE), page.evaluate(PALE)
            picture(page, name)
        for _number in range(10):
            page.goto(f"{server.url}/m/{codes[1]}")
        assert page.locator("h1").inner_text() == "Vent et minutt"
        picture(page, "tag_page_wait")
        log_in(page, server)
        page.goto(f"{server.url}/m/{codes[1]}")
        page.wait_for_url("**/furniture/scan?code=*")
