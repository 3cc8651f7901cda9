import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useScanApp } from "../core/use_scan_app";

/**
 * All modes that this person may use, as large buttons. Until the device knows what they may use, each has its place and
 * waits: a button that moves when the working set arrives is missed by a finger.
 */
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
            .filter(([, { inMenu = true }]) => inMenu)
            .map(([name, mode]) => ({ name, ...mode, ready: !mode.available || mode.available(this.scan.work) }))
            .filter(({ ready }) => ready || !this.scan.workAt);
    }
}
