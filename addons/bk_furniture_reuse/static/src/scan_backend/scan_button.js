import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { session } from "@web/session";

/** A button on every screen of the back office that leads to the scan page. */
export class ScanButton extends Component {
    static template = "bk_furniture_reuse.ScanButton";
    static props = {};
}

registry
    .category("systray")
    .add("bk_furniture_reuse.scan", { Component: ScanButton, isDisplayed: () => Boolean(session.may_scan) }, { sequence: 30 });
