import { Component, onMounted, onWillUnmount } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const EVERY_MS = 2000;

/** The progress of an import that runs in the background; asks the server again until it is done. */
export class ImportProgress extends Component {
    static template = "bk_furniture_reuse.ImportProgress";
    static props = { ...standardFieldProps };

    setup() {
        this.orm = useService("orm");
        onMounted(() => {
            this.timer = setInterval(() => this.refresh(), EVERY_MS);
        });
        onWillUnmount(() => clearInterval(this.timer));
    }

    get reading() {
        return this.props.record.data.state === "reading";
    }

    /** How far it is; nobody knows that of a file that is being read. */
    get percent() {
        return this.reading ? 100 : Math.floor(this.props.record.data[this.props.name] || 0);
    }

    get text() {
        const { applied_count: applied, ready_count: ready } = this.props.record.data;
        if (this.reading) {
            return _t("Reading the file…");
        }
        return _t("%(done)s of %(all)s rows applied. You may leave this page: the work goes on.", { done: applied, all: applied + ready });
    }

    async refresh() {
        if (!this.busy && ["reading", "applying"].includes(this.props.record.data.state)) {
            this.busy = true;
            try {
                // Also wakes the job when nobody is at it, after a restart of the server for one.
                await this.orm.silent.call("furniture.import", "watch", [[this.props.record.resId]]);
                await this.props.record.load();
            } finally {
                this.busy = false;
            }
        }
    }
}

registry.category("fields").add("import_progress", {
    component: ImportProgress,
    supportedTypes: ["float"],
    fieldDependencies: [
        { name: "state", type: "selection" },
        { name: "applied_count", type: "integer" },
        { name: "ready_count", type: "integer" },
    ],
});
