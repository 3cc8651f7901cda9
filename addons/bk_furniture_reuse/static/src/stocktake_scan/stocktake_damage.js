import { Component, useState } from "@odoo/owl";
import { readPhoto } from "./photo";

// What is damaged, in few taps: kind, how bad, and if wanted a note and a photo.
export class StocktakeDamage extends Component {
    static template = "bk_furniture_reuse.StocktakeDamage";
    static props = { kinds: Array, severities: Array, onSave: Function };

    setup() {
        this.state = useState({ kind: this.props.kinds[0][0], severity: "", note: "", photo: false, busy: false });
    }

    async onPhoto(ev) {
        const [file] = ev.target.files;
        this.state.photo = file ? await readPhoto(file) : false;
    }

    async save() {
        this.state.busy = true;
        try {
            await this.props.onSave(this.state.kind, this.state.severity || false, this.state.note, this.state.photo);
        } finally {
            this.state.busy = false;
        }
    }
}
