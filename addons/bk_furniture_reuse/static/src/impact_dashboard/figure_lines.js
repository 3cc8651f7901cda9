import { Component } from "@odoo/owl";
import { CoverageBar } from "./coverage_bar";

/** Figures that stand on lines of their own: a name, a number that opens its records, and what there is to know about it. */
export class FigureLines extends Component {
    static template = "bk_furniture_reuse.ImpactFigureLines";
    static components = { CoverageBar };
    static props = { title: String, intro: { type: String, optional: true }, lines: Array };
}
