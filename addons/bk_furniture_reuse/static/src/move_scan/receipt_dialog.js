import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { NameAndSignature } from "@web/core/signature/name_and_signature";

// The person who receives writes their name and signs with a finger. It stays open until the server has taken the receipt.
export class ReceiptDialog extends Component {
    static template = "bk_furniture_reuse.ReceiptDialog";
    static components = { Dialog, NameAndSignature };
    static props = {
        text: String, // what is signed for
        onSign: Function, // async (name, picture in base64) => anything
        close: Function,
    };

    setup() {
        this.signature = useState({ name: "", isSignatureEmpty: true });
        this.state = useState({ busy: false });
    }

    async onConfirm() {
        this.state.busy = true;
        try {
            await this.props.onSign(this.signature.name, this.signature.getSignatureImage().split(",")[1]);
            this.props.close();
        } finally {
            this.state.busy = false;
        }
    }
}
