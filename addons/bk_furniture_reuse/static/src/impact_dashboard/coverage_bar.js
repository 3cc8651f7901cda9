import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { percent, whole } from "./format";

/** How much of a figure rests on measured data, how much on typical figures, and how much is missing: a thin bar, and the same in words. */
export class CoverageBar extends Component {
    static template = "bk_furniture_reuse.ImpactCoverageBar";
    static props = { coverage: Object, what: String, wall: { type: Boolean, optional: true } };

    get parts() {
        const { percent: shares, counts } = this.props.coverage;
        if (!shares) {
            return [];
        }
        const names = { measured: _t("measured"), typical: _t("typical"), none: _t("no data") };
        return ["measured", "typical", "none"].map((state) => ({
            state,
            share: shares[state],
            text: `${percent(shares[state])} ${names[state]}`,
            pieces: _t("%s pieces", whole(counts[state])),
        }));
    }
}
