import { Component, onMounted, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { ScanShell } from "../components/scan_shell";
import { useScanApp, useScanInput } from "../core/use_scan_app";
import { DamageSteps } from "./damage_steps";

/** A damage in three taps after the scan: what, how badly, picture. */
export class Damage extends Component {
    static template = "bk_furniture_reuse.ScanDamage";
    static components = { DamageSteps, ScanShell };
    static props = { start: Object };

    setup() {
        this.scan = useScanApp();
        this.state = useState({ target: null });
        useScanInput((code, target) => this.onScan(code, target));
        onMounted(() => this.props.start.code && this.scan.input.take(this.props.start.code));
    }

    onScan(code, target) {
        if (target.whole === false) {
            return this.scan.say("danger", _t("The code was not read right. Scan it again."));
        }
        if (target.kind === "place" || target.kind === "blank") {
            return this.scan.say("warning", _t("That is not a piece of furniture. Scan the tag on the piece."));
        }
        this.state.target = target;
        if (target.kind === "piece") {
            return this.scan.say("success", target.name);
        }
        this.scan.say("warning", _t("This device does not know %s. The server is asked.", target.readable));
    }

    get name() {
        const { name, readable, piece } = this.state.target;
        return { title: name || readable, model: piece?.model || "" };
    }

    async save({ photo, ...damage }) {
        const { code } = this.state.target;
        const { title } = this.name;
        await this.scan.record("damage", { code, ...damage }, { photo });
        this.state.target = null;
        this.scan.say("success", photo ? _t("%s: damage kept, with a picture.", title) : _t("%s: damage kept.", title));
    }
}

registry.category("bk_scan_modes").add(
    "damage",
    { title: _t("Damage"), icon: "fa-wrench", Component: Damage, about: ["piece"], available: (work) => Boolean(work.damage_kinds) },
    { sequence: 50 }
);
