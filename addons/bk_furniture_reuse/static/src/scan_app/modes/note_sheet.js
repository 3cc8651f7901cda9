import { Component, useState } from "@odoo/owl";
import { BigButton } from "../components/big_button";
import { useScanApp } from "../core/use_scan_app";

/** A short note with a photo, or one of both. Closes with {text, photo}. */
export class NoteSheet extends Component {
    static template = "bk_furniture_reuse.ScanNoteSheet";
    static components = { BigButton };
    static props = { close: Function };

    setup() {
        this.scan = useScanApp();
        this.state = useState({ text: "", photo: null });
    }

    async photo() {
        this.state.photo = (await this.scan.takePhoto()) || this.state.photo;
    }
}
