"""The tools that the end-to-end tests stand on: a server that can be killed, a client, a browser."""

import pytest

from tests.support.browser import log_in
from tests.support.databases import shell, sql
from tests.support.server import OdooServer, RefusedError


def test_a_killed_server_keeps_what_was_committed_and_starts_again(database):
    with OdooServer(database) as server:
        client = server.login()
        client.call("res.partner", "create", [{"name": "Kept through the kill"}])
        server.kill()
        assert not server.running()
        server.start()
        found = server.login().call("res.partner", "search_count", [["name", "=", "Kept through the kill"]])
    assert found == 1
    assert sql(database, "SELECT count(*) FROM res_partner WHERE name = 'Kept through the kill'") == [["1"]]


def test_the_shell_runs_code_and_reports_its_failure(database):
    assert shell(database, "print(env.user.login)").split() == ["__system__"]
    with pytest.raises(AssertionError, match="no such thing"):
        shell(database, "raise ValueError('no such thing')")


def test_a_person_logs_in_with_the_browser_and_a_wrong_password_is_refused(server, page):
    log_in(page, server)
    page.wait_for_selector(".o_web_client")
    with pytest.raises(RefusedError) as refused:
        server.login("admin", "wrong")
    assert refused.value.name == "odoo.exceptions.AccessDenied"
