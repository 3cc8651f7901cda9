import { Component, useState } from "@odoo/owl";
import { useScanApp } from "../core/use_scan_app";

const LATEST = 3;
// Places that only hold others.
const HOLDERS = new Set(["site", "building", "floor"]);

/** Chooses a place by pressing: the last ones, else building, floor and room, one after the other. */
export class CrewPlace extends Component {
    static template = "bk_furniture_reuse.CrewPlace";
    static props = { onChoose: Function };

    setup() {
        this.scan = useScanApp();
        this.state = useState({ within: null, listed: false });
    }

    /** {id of a place: those within it}; made anew, as the places may come after the question. */
    get children() {
        const children = {};
        for (const place of this.scan.work.places || []) {
            (children[place.parent_id] ||= []).push(place);
        }
        return children;
    }

    get recent() {
        const ids = this.scan.kept("recent_places") || [];
        return ids.map((id) => this.scan.known.places.get(id)).filter(Boolean).slice(0, LATEST);
    }

    get listed() {
        return this.state.listed || !this.recent.length;
    }

    get rows() {
        if (this.state.within) {
            return this.children[this.state.within] || [];
        }
        const { places } = this.scan.known;
        const own = (this.scan.work.crew?.places || []).map((id) => places.get(id)).filter(Boolean);
        return own.length ? own : (this.scan.work.places || []).filter(({ parent_id }) => !places.has(parent_id));
    }

    press(place) {
        if (HOLDERS.has(place.kind) && this.children[place.id]?.length) {
            this.state.within = place.id;
        } else {
            this.choose(place);
        }
    }

    choose({ id, name }) {
        this.props.onChoose({ id, name });
    }

    up() {
        const parent = this.scan.known.places.get(this.state.within)?.parent_id;
        const own = this.scan.work.crew?.places || [];
        this.state.within = own.includes(this.state.within) || !this.scan.known.places.has(parent) ? null : parent;
    }
}
