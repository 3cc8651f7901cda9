import { Component, onWillStart, onWillUnmount, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { deserializeDateTime } from "@web/core/l10n/dates";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { CoverageBar } from "./coverage_bar";
import { headline } from "./dashboard_words";
import { fromAddress, toAddress } from "./filter_state";
import { ofTarget, percent, weight, whole } from "./format";
import { ImpactChart } from "./impact_chart";

// The screen counts again this often; after a failure sooner.
export const timing = { every: 3 * 60 * 1000, afterFailure: 30 * 1000 };

/** The figures for a screen on the wall: nothing to press, large, and up to date without anybody there. */
export class ImpactWall extends Component {
    static template = "bk_furniture_reuse.ImpactWall";
    static components = { CoverageBar, ImpactChart };
    static props = { ...standardActionServiceProps, filters: { type: Object, optional: true } };

    setup() {
        this.orm = useService("orm");
        this.filters = this.props.filters || fromAddress() || {};
        this.props.updateActionState?.(toAddress(this.filters));
        this.state = useState({ data: null, failed: false });
        this.ofTarget = ofTarget;
        this.percent = percent;
        this.weight = weight;
        onWillStart(() => this.load());
        onWillUnmount(() => clearTimeout(this.timer));
    }

    /** Fetch the figures, and be here again later, whatever happens: the last ones stay until there are newer ones. */
    async load() {
        try {
            this.state.data = await this.orm.silent.call("furniture.impact.dashboard", "get_data", [this.filters]);
            this.state.failed = false;
        } catch {
            this.state.failed = true;
        }
        this.timer = setTimeout(() => this.load(), this.state.failed ? timing.afterFailure : timing.every);
    }

    get cards() {
        return headline(this.state.data);
    }

    get title() {
        const { data } = this.state;
        return data
            ? _t("Reuse of furniture in %(company)s, %(period)s", { company: data.company, period: data.period })
            : _t("Reuse of furniture");
    }

    get shareSaid() {
        const { live } = this.state.data;
        return _t("%(reused)s of %(in_use)s pieces in use were put to use by reuse.", {
            reused: whole(live.reused),
            in_use: whole(live.in_use),
        });
    }

    get piecesSaid() {
        return _t("%s pieces were given a new use in the period.", whole(this.state.data.figures.pieces));
    }

    get registerSaid() {
        const { live } = this.state.data;
        return _t("%(pieces)s pieces are registered, on %(sites)s sites.", {
            pieces: whole(live.pieces),
            sites: whole(live.locations),
        });
    }

    get status() {
        const { data, failed } = this.state;
        if (!data) {
            return _t("No figures yet. Trying again.");
        }
        const moment = deserializeDateTime(data.counted_at).setLocale(user.lang);
        const time = moment.hasSame(luxon.DateTime.now(), "day")
            ? moment.toLocaleString(luxon.DateTime.TIME_SIMPLE)
            : moment.toLocaleString(luxon.DateTime.DATETIME_SHORT);
        return failed ? _t("No contact with the server. These figures are from %s.", time) : _t("Counted at %s", time);
    }

    fullScreen() {
        document.documentElement.requestFullscreen?.().catch(() => {});
    }
}

registry.category("actions").add("bk_furniture_reuse.impact_wall", ImpactWall);
