import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { readable } from "../device/codes";
import { useScanApp, useScanInput } from "../core/use_scan_app";

const SHOWN = 40;

/** Chooses a place: scanned, of the last ones, or by name. */
export class PickPlace extends Component {
    static template = "bk_furniture_reuse.ScanPickPlace";
    static props = { close: Function };
    static withCamera = true;

    setup() {
        this.scan = useScanApp();
        this.state = useState({ filter: "", claim: "", problem: "" });
        useScanInput((code, target) => this.onScan(code, target));
    }

    onScan(code, target) {
        Object.assign(this.state, { claim: "", problem: "" });
        if (target.kind === "place") {
            this.scan.say("success", target.name);
            return this.choose(target.place);
        }
        if (target.kind === "blank" && target.madeFor === "piece") {
            this.state.problem = String(_t("That tag is printed for furniture. Take one that is printed for doors."));
            return this.scan.say("warning", this.state.problem);
        }
        if (target.own && target.whole !== false && target.kind !== "piece") {
            this.state.claim = code;
            return this.scan.say("info", this.claimText);
        }
        this.state.problem = String(
            target.whole === false ? _t("The code was not read right. Scan it again.") : _t("That is not a place. Scan the tag on the door, or choose below.")
        );
        this.scan.say("warning", this.state.problem);
    }

    get claimText() {
        return _t("This device does not know the tag %s. Choose the place that it sits on, and the tag belongs to it.", readable(this.state.claim));
    }

    get all() {
        return this.scan.work.places || [];
    }

    get recent() {
        const ids = this.scan.kept("recent_places") || [];
        return ids.map((id) => this.scan.known.places.get(id)).filter(Boolean);
    }

    get found() {
        const words = this.state.filter.toLowerCase().split(/\s+/).filter(Boolean);
        const rows = words.length
            ? this.all.filter((place) => words.every((word) => placeText(place).includes(word)))
            : this.all;
        return rows.slice(0, SHOWN);
    }

    get more() {
        return this.found.length === SHOWN;
    }

    async choose(place) {
        if (this.state.claim) {
            await this.scan.record("claim_place", { code: this.state.claim, place: place.id });
        }
        this.scan.usePlace(place);
        this.props.close({ id: place.id, name: place.name });
    }
}

const placeText = (place) => `${place.name} ${place.path || ""}`.toLowerCase();
