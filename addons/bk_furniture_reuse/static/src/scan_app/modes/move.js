import { Component, onMounted, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { BigButton } from "../components/big_button";
import { ScanList } from "../components/scan_list";
import { ScanShell } from "../components/scan_shell";
import { useScanApp, useScanInput, useScanList } from "../core/use_scan_app";
import { plural } from "../core/words";

/** Pieces that were carried to a place: first the place, then the pieces, then Save. */
export class Move extends Component {
    static template = "bk_furniture_reuse.ScanMove";
    static components = { BigButton, ScanList, ScanShell };
    static props = { start: Object };

    setup() {
        this.scan = useScanApp();
        this.state = useState({ saving: false });
        this.list = useScanList("move", { kind: "move", data: moveData });
        useScanInput((code, target) => this.onScan(code, target), { active: () => !this.state.saving });
        const { code, place } = this.props.start;
        if (place) {
            this.setPlace(place);
        }
        onMounted(() => code && this.scan.input.take(code));
    }

    get place() {
        return this.scan.kept("move.place");
    }

    async onScan(code, target) {
        if (target.kind === "place") {
            this.setPlace({ id: target.id, name: target.name });
            return this.scan.say("success", _t("To: %s", target.name));
        }
        if (target.whole === false) {
            return this.scan.say("danger", _t("The code was not read right. Scan it again."));
        }
        if (this.list.find(code)) {
            return this.scan.say("info", _t("%s is in the list already.", target.name || target.readable));
        }
        const piece = target.piece || {};
        await this.list.add({
            code, label: target.name || target.readable, detail: piece.model || "", place: this.place,
            from: typeof target.place === "number" ? target.place : null,
        });
        if (!this.place) {
            return this.scan.say("warning", _t("Scanned. Where does it go? Scan the tag on the door, or choose above."));
        }
        const count = this.list.items.length;
        if (target.kind === "piece") {
            return this.scan.say("success", plural(count, _t("1 scanned"), _t("%s scanned", count)));
        }
        this.scan.say("warning", _t("This device does not know %s. The server is asked.", target.readable));
    }

    setPlace(place) {
        this.scan.keep("move.place", place);
        this.scan.usePlace(place);
        for (const item of this.list.items.filter((item) => !item.place)) {
            this.list.update(item.id, { place });
        }
    }

    get saveLabel() {
        const count = this.list.ready.length;
        return count ? _t("Move %s here", count) : _t("Move here");
    }

    async save() {
        this.state.saving = true;
        try {
            await this.scan.sayKept(await this.list.commit());
        } finally {
            this.state.saving = false;
        }
    }
}

function moveData({ code, place, from }) {
    return place ? { code, place: place.id, ...(from ? { from } : {}) } : null;
}

registry.category("bk_scan_modes").add(
    "move",
    { title: _t("Move here"), icon: "fa-arrows", Component: Move, about: ["piece", "place"] },
    { sequence: 30 }
);
