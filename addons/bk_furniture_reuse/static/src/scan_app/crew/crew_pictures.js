import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";

const FIRST = 8;

/** Large pictures to choose from, the most likely first. */
export class CrewPictures extends Component {
    static template = "bk_furniture_reuse.CrewPictures";
    static props = { rows: Array, onChoose: Function }; // rows: [{id, name, picture, instead}]

    setup() {
        this.state = useState({ shown: FIRST });
    }

    get rows() {
        return this.props.rows.slice(0, this.state.shown);
    }

    get moreLabel() {
        return _t("Show more (%s)", this.props.rows.length - this.state.shown);
    }

    more() {
        this.state.shown += 3 * FIRST;
    }

    /** A picture that the device has not kept: the one of its type. */
    failed(ev, { instead }) {
        if (instead && !ev.target.src.endsWith(instead)) {
            ev.target.src = instead;
        }
    }
}
