/* global Chart */
import { Component, onMounted, onPatched, onWillStart, onWillUnmount, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { loadBundle } from "@web/core/assets";
import { errorMarks } from "./error_marks";

const BAR = "#0072b2";
const TARGET = "#d55e00";
const SHOWN = 10;

/** Bars with their intervals, and the same as a table for whoever cannot see them; each bar, and each row, opens its records. */
export class ImpactChart extends Component {
    static template = "bk_furniture_reuse.ImpactChart";
    static props = {
        name: String,
        title: String,
        bars: Array,
        // How a value is written, and the same with its interval for the table.
        format: Function,
        measure: String,
        measureName: String,
        lying: { type: Boolean, optional: true },
        target: { type: [Number, { value: null }], optional: true },
        targetName: { type: String, optional: true },
        onOpen: { type: Function, optional: true },
        bare: { type: Boolean, optional: true },
    };

    setup() {
        this.canvas = useRef("canvas");
        this.state = useState({ table: false });
        onWillStart(() => loadBundle("web.chartjs_lib"));
        onMounted(() => this.draw());
        onPatched(() => this.draw());
        onWillUnmount(() => this.chart?.destroy());
    }

    get hasInterval() {
        return this.props.measure === "net";
    }

    /** The longest bars, and one for all others. */
    get shown() {
        if (!this.props.lying) {
            return this.props.bars;
        }
        const value = (bar) => bar[this.props.measure];
        const bars = this.props.bars
            .filter((bar) => value(bar) || (this.hasInterval && (bar.low || bar.high)))
            .sort((one, other) => value(other) - value(one));
        if (bars.length <= SHOWN + 1) {
            return bars;
        }
        const rest = bars.slice(SHOWN);
        const sum = (key) => rest.reduce((total, bar) => total + bar[key], 0);
        return [
            ...bars.slice(0, SHOWN),
            {
                id: "rest",
                name: _t("%s others", rest.length),
                rest: bars.slice(0, SHOWN).map((bar) => bar.id),
                ...Object.fromEntries(["pieces", "low", "net", "high", "waste", "money"].map((key) => [key, sum(key)])),
            },
        ];
    }

    get summary() {
        const [first] = [...this.props.bars].sort((one, other) => other[this.props.measure] - one[this.props.measure]);
        if (!first) {
            return this.props.title;
        }
        return _t("%(title)s, %(measure)s. Most: %(name)s, %(value)s. The table below has all figures.", {
            title: this.props.title,
            measure: this.props.measureName,
            name: first.name,
            value: this.props.format(first[this.props.measure]),
        });
    }

    draw() {
        if (!this.canvas.el) {
            this.chart?.destroy();
            this.chart = null;
            return;
        }
        const key = JSON.stringify([this.props.bars, this.props.measure, this.props.target, this.state.table]);
        if (this.chart && this.drawn === key) {
            return;
        }
        this.drawn = key;
        this.chart?.destroy();
        this.chart = new Chart(this.canvas.el, this.config());
    }

    config() {
        const { measure, lying, format, bare } = this.props;
        const bars = this.shown;
        const dataset = {
            type: "bar",
            label: this.props.measureName,
            data: bars.map((bar) => bar[measure]),
            backgroundColor: BAR,
            maxBarThickness: 48,
            intervals: this.hasInterval ? bars.map((bar) => [bar.low, bar.high]) : null,
        };
        const datasets = [dataset];
        if (this.props.target && !lying) {
            datasets.push({
                type: "line",
                label: this.props.targetName,
                data: bars.map(() => this.props.target),
                borderColor: TARGET,
                borderDash: [6, 4],
                borderWidth: 2,
                pointRadius: 0,
            });
        }
        const values = bars.flatMap((bar) => (this.hasInterval ? [bar.low, bar.high] : [bar[measure]]));
        const font = { size: bare ? 20 : 12 };
        const valueScale = {
            beginAtZero: true,
            suggestedMin: Math.min(0, ...values),
            suggestedMax: Math.max(0, ...values),
            // All along the scale in the unit of its end.
            ticks: { callback: (value, _index, ticks) => format(value, ticks.at(-1).value), font, maxTicksLimit: lying ? 4 : 6 },
            grid: { color: "#e5e7eb" },
        };
        const nameScale = { ticks: { font, autoSkip: !lying }, grid: { display: false } };
        return {
            data: { labels: bars.map((bar) => bar.name), datasets },
            plugins: [errorMarks],
            options: {
                indexAxis: lying ? "y" : "x",
                animation: false,
                maintainAspectRatio: false,
                scales: lying ? { x: valueScale, y: nameScale } : { x: nameScale, y: valueScale },
                plugins: {
                    legend: { display: datasets.length > 1, labels: { font } },
                    tooltip: { callbacks: { label: (item) => this.said(bars[item.dataIndex]) } },
                },
                onClick: (_event, elements) => {
                    if (elements.length && this.props.onOpen) {
                        this.props.onOpen(bars[elements[0].index]);
                    }
                },
                onHover: (event, elements) => {
                    event.native.target.style.cursor = elements.length && this.props.onOpen ? "pointer" : "default";
                },
            },
        };
    }

    said(bar) {
        return this.props.format(bar[this.props.measure]);
    }
}
