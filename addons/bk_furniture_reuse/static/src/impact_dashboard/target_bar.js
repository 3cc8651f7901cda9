import { Component } from "@odoo/owl";
import { ofTarget } from "./format";

/** How far it is to the target of the year. */
export class TargetBar extends Component {
    static template = "bk_furniture_reuse.ImpactTargetBar";
    static props = { percent: Number, target: String };

    get width() {
        return Math.max(0, Math.min(100, this.props.percent));
    }
    get text() {
        return ofTarget(this.props);
    }
}
