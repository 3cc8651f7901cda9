import { Component, useState } from "@odoo/owl";
import { readPhoto } from "./photo";

// A note and a photo of what was seen.
export class StocktakeNote extends Component {
    static template = "bk_furniture_reuse.StocktakeNote";
    static props = { onSave: Function };

    setup() {
        this.state = useState({ note: "", photo: false, busy: false });
    }

    async onPhoto(ev) {
        const [file] = ev.target.files;
        this.state.photo = file ? await readPhoto(file) : false;
    }

    async save() {
        this.state.busy = true;
        try {
            await this.props.onSave(this.state.note, this.state.photo);
        } finally {
            this.state.busy = false;
        }
    }
}
