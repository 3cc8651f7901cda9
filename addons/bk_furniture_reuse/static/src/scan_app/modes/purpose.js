import { Component, onMounted, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { BigButton } from "../components/big_button";
import { Chips } from "../components/chips";
import { ScanList } from "../components/scan_list";
import { ScanShell } from "../components/scan_shell";
import { useScanApp, useScanInput, useScanList } from "../core/use_scan_app";
import { plural } from "../core/words";

/** What pieces are for: one of the five is chosen, then pieces are scanned; what the rules refuse says why, before anything is saved. */
export class Purpose extends Component {
    static template = "bk_furniture_reuse.ScanPurpose";
    static components = { BigButton, Chips, ScanList, ScanShell };
    static props = { start: Object };

    setup() {
        this.scan = useScanApp();
        this.state = useState({ saving: false, reason: "" });
        this.list = useScanList("purpose", { kind: "purpose", data: (item) => this.dataOf(item) });
        useScanInput((code, target) => this.onScan(code, target), { active: () => !this.state.saving });
        onMounted(() => this.props.start.code && this.scan.input.take(this.props.start.code));
    }

    get purposes() {
        return (this.scan.work.purposes || []).map(({ value, name }) => ({ value, label: name }));
    }

    get wanted() {
        return this.scan.kept("purpose.wanted");
    }

    dataOf({ code, was }) {
        const { reason } = this.state;
        return this.wanted ? { code, purpose: this.wanted, ...(reason.trim() ? { reason: reason.trim() } : {}), ...(was ? { from: was } : {}) } : null;
    }

    async onScan(code, target) {
        if (target.whole === false) {
            return this.scan.say("danger", _t("The code was not read right. Scan it again."));
        }
        if (target.kind === "place" || target.kind === "blank") {
            return this.scan.say("warning", _t("That is not a piece of furniture. Scan the tag on the piece."));
        }
        if (this.list.find(code)) {
            return this.scan.say("info", _t("%s is in the list already.", target.name || target.readable));
        }
        const piece = target.piece || {};
        const was = this.purposes.find(({ value }) => value === piece.purpose)?.label;
        await this.list.add({ code, label: target.name || target.readable, detail: [piece.model, was].filter(Boolean).join(" · "), was: piece.purpose || "" });
        if (!this.wanted) {
            return this.scan.say("warning", _t("Scanned. What is it for now? Choose above."));
        }
        const count = this.list.items.length;
        this.scan.say("success", plural(count, _t("1 scanned"), _t("%s scanned", count)));
    }

    setWanted(value) {
        this.scan.keep("purpose.wanted", value);
        this.list.judge();
    }

    setReason(ev) {
        this.state.reason = ev.target.value;
        this.list.judge();
    }

    get saveLabel() {
        const count = this.list.ready.length;
        return count ? _t("Change %s", count) : _t("Change");
    }

    async save() {
        this.state.saving = true;
        try {
            await this.scan.sayKept(await this.list.commit());
            this.state.reason = "";
        } finally {
            this.state.saving = false;
        }
    }
}

registry.category("bk_scan_modes").add(
    "purpose",
    { title: _t("Purpose"), icon: "fa-exchange", Component: Purpose, about: ["piece"], available: (work) => Boolean(work.purposes) },
    { sequence: 40 }
);
