import { Component } from "@odoo/owl";
import { BigButton } from "./big_button";

/** One question with a button for each answer. */
export class AskSheet extends Component {
    static isQuestion = true;
    static template = "bk_furniture_reuse.ScanAskSheet";
    static components = { BigButton };
    static props = { question: String, options: Array, text: { type: String, optional: true }, close: Function };
}
