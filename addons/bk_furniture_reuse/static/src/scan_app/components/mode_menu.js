import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useScanApp } from "../core/use_scan_app";

/** All modes that this person may use, as large buttons. */
export class ModeMenu extends Component {
    static template = "bk_furniture_reuse.ScanModeMenu";
    static props = {};

    setup() {
        this.scan = useScanApp();
    }

    get modes() {
        return registry
            .category("bk_scan_modes")
            .getEntries()
            .filter(([, mode]) => !mode.available || mode.available(this.scan.work))
            .map(([name, mode]) => ({ name, ...mode }));
    }
}
