import { Component, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { PURPOSES } from "./purposes";

const MAX_BYTES = 30_000_000; // the server says so too

// What is beside the map, or below it on a phone: the rooms, the room at hand, and what is drawn.
export class FloorPanel extends Component {
    static template = "bk_furniture_reuse.FloorPanel";
    static props = { screen: Object };

    setup() {
        this.purposes = PURPOSES;
        // The screen's own state, watched from here too.
        this.state = useState(this.props.screen.state);
        this.drafts = useState(this.props.screen.drafts);
        this.file = useRef("file");
        this.form = useState({ room: "", name: "", page: 1, pdf: false, error: "", busy: false });
    }

    get screen() {
        return this.props.screen;
    }

    get room() {
        return this.state.selected && this.state.rooms.find((room) => room.id === this.state.selected);
    }

    get listed() {
        return this.state.found ? this.state.rooms.filter((room) => room.total) : this.state.rooms;
    }

    get undrawn() {
        return this.state.rooms.filter((room) => !room.drawn && room.id > 0);
    }

    get shownPurposes() {
        return this.purposes.filter(({ key }) => this.state.shown[key] && this.room.counts[key]);
    }

    get openText() {
        return _t("Open the pieces (%s)", this.room.total);
    }

    get firstText() {
        return _t("The first %(shown)s of %(all)s.", { shown: this.state.pieces.length, all: this.room.total });
    }

    label(key) {
        return this.purposes.find((purpose) => purpose.key === key)?.label;
    }

    close() {
        this.state.sheet = false;
        if (this.state.selected) {
            this.screen.select(false);
        }
    }

    async assign() {
        const { room, name } = this.form;
        const id = await this.drafts.assign(room ? Number(room) : false, room ? "" : name);
        if (id) {
            Object.assign(this.form, { room: "", name: "" });
        }
    }

    onFile() {
        const [file] = this.file.el.files;
        this.form.pdf = Boolean(file && /\.pdf$/i.test(file.name));
        this.form.error = "";
    }

    async upload() {
        const [file] = this.file.el.files;
        if (!file) {
            this.form.error = _t("Choose a file first.");
        } else if (file.size > MAX_BYTES) {
            this.form.error = _t("The file is larger than 30 MB. Choose a smaller one.");
        } else {
            this.form.busy = true;
            const content = await new Promise((resolve, reject) => {
                const reader = new FileReader();
                reader.onload = () => resolve(reader.result.split(",")[1] || "");
                reader.onerror = () => reject(reader.error);
                reader.readAsDataURL(file);
            });
            try {
                await this.screen.upload(content, file.name, Number(this.form.page) || 1);
            } finally {
                this.form.busy = false;
            }
        }
    }
}
