import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { ScanShell } from "../components/scan_shell";
import { useScanApp, useScanInput } from "../core/use_scan_app";

export class LookUp extends Component {
    static template = "bk_furniture_reuse.ScanLookUp";
    static components = { ScanShell };
    static props = { start: Object };

    setup() {
        this.scan = useScanApp();
        useScanInput((code, target) => this.scan.say("info", `${target.kind} ${target.readable}`));
    }
}

registry.category("bk_scan_modes").add("look_up", { title: _t("Look up"), icon: "fa-search", sequence: 20, Component: LookUp }, { sequence: 20 });
