import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { ScanField } from "../scan_field/scan_field";

// Picking a reservation: scan any pieces of what was asked for. The server says what each scan was; this screen shows it.
export class ReservationPick extends Component {
    static template = "bk_furniture_reuse.ReservationPick";
    static components = { ScanField };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.id = this.props.action.params?.reservation_id || this.props.action.context?.active_id;
        this.state = useState({ pick: null, said: null, busy: false });
        onWillStart(() => this.load());
    }

    async load() {
        this.state.pick = await this.orm.call("furniture.reservation", "get_pick", [[this.id]]);
    }

    get picked() {
        return this.state.pick.lines.filter((line) => line.picked).length;
    }

    get deliverText() {
        return _t("Deliver what is picked (%s)", this.picked);
    }

    async onScan(code) {
        this.state.said = await this.orm.call("furniture.reservation", "scan", [[this.id], code]);
        if (navigator.vibrate) {
            navigator.vibrate(["picked", "swapped"].includes(this.state.said.status) ? 60 : [80, 60, 80]);
        }
        await this.load();
    }

    async unpick(line) {
        await this.orm.call("furniture.reservation", "unpick", [[this.id], line.id]);
        this.state.said = { status: "again", message: _t("%s is not picked any more.", line.number) };
        await this.load();
    }

    async deliver() {
        this.state.busy = true;
        try {
            await this.orm.call("furniture.reservation", "action_deliver_picked", [[this.id]]);
            await this.open();
        } finally {
            this.state.busy = false;
        }
    }

    open() {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "furniture.reservation",
            res_id: this.id,
            views: [[false, "form"]],
        });
    }

    alertClass(status) {
        return { picked: "alert-success", swapped: "alert-success", again: "alert-info" }[status] || "alert-danger";
    }
}

registry.category("actions").add("bk_furniture_reuse.reservation_pick", ReservationPick);
