import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useScanApp, useScanInput } from "../core/use_scan_app";

const SHOWN = 40;
const RECENT = 6;

/** Chooses a place: scanned, of the last ones, or by name. */
export class PickPlace extends Component {
    static template = "bk_furniture_reuse.ScanPickPlace";
    static props = { close: Function };

    setup() {
        this.scan = useScanApp();
        this.state = useState({ filter: "" });
        useScanInput((code, target) => this.onScan(target));
    }

    onScan(target) {
        if (target.kind === "place") {
            return this.choose(target.place);
        }
        this.scan.say("warning", _t("That is not a place. Scan the tag on the door, or choose below."));
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

    choose(place) {
        const recent = [place.id, ...(this.scan.kept("recent_places") || []).filter((id) => id !== place.id)];
        this.scan.keep("recent_places", recent.slice(0, RECENT));
        this.props.close({ id: place.id, name: place.name });
    }
}

const placeText = (place) => `${place.name} ${place.path || ""}`.toLowerCase();
