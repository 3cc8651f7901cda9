import { Component, onWillStart, useState } from "@odoo/owl";
import { useService } from "@web/core/utils/hooks";

/** Where to sort: a place and perhaps a type, or a sorting that is going on. */
export class SortingStart extends Component {
    static template = "bk_furniture_reuse.SortingStart";
    static props = { onChosen: Function };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ places: [], types: [], open: [], place: "", type: "", busy: false });
        onWillStart(async () => {
            Object.assign(this.state, await this.orm.call("furniture.sorting", "get_start", []));
        });
    }

    async begin() {
        if (!this.state.place || this.state.busy) {
            return;
        }
        this.state.busy = true;
        try {
            const id = await this.orm.call("furniture.sorting", "begin", [
                Number(this.state.place),
                Number(this.state.type) || false,
            ]);
            this.props.onChosen(id);
        } finally {
            this.state.busy = false;
        }
    }
}
