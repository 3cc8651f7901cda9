import { Component } from "@odoo/owl";
import { CoverageBar } from "./coverage_bar";
import { TargetBar } from "./target_bar";

/** One big figure: what it is, the number, its interval or what it is made of, and what it rests on. A click opens its records. */
export class FigureCard extends Component {
    static template = "bk_furniture_reuse.ImpactFigureCard";
    static components = { CoverageBar, TargetBar };
    static props = {
        name: String,
        title: String,
        number: String,
        unit: { type: String, optional: true },
        under: { type: String, optional: true },
        note: { type: String, optional: true },
        coverage: { type: Object, optional: true },
        coverageOf: { type: String, optional: true },
        target: { type: Object, optional: true },
        onOpen: { type: Function, optional: true },
        slots: { type: Object, optional: true },
    };
}
