import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** The colours that a model is to be had in: a swatch and the name of each, since a swatch alone says nothing to everybody. */
export class MarketColours extends Component {
    static template = "bk_furniture_reuse.MarketColours";
    static props = { ...standardFieldProps };

    get colours() {
        return this.props.record.data[this.props.name].records.map((colour) => ({
            id: colour.resId,
            name: colour.data.display_name,
            style: `background: ${colour.data.swatch}`,
        }));
    }
}

registry.category("fields").add("market_colours", {
    component: MarketColours,
    supportedTypes: ["many2many"],
    relatedFields: () => [
        { name: "display_name", type: "char" },
        { name: "swatch", type: "char" },
    ],
});
