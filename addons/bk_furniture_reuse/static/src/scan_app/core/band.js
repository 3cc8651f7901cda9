import { signal } from "../../signal/signal";

// Colour is never alone: each message has a sign and words.
export const SIGNS = { success: "fa-check-circle", info: "fa-info-circle", warning: "fa-exclamation-triangle", danger: "fa-times-circle" };
const GRAVE = new Set(["warning", "danger"]);

/** The one message that stands under the header: what the last scan meant. */
export class Band {
    constructor() {
        this.clear();
    }

    say(tone, text) {
        Object.assign(this, { tone, text: String(text), step: (this.step || 0) + 1 });
        signal(tone);
    }

    /** What came back from the server while somebody goes on: told only where it needs a person. */
    answer(records) {
        const bad = records.find(({ state }) => state === "refused") || records.find(({ state }) => state === "conflict");
        if (bad?.text) {
            this.say(bad.state === "refused" ? "danger" : "warning", bad.text);
        }
    }

    clear() {
        Object.assign(this, { tone: "", text: "" });
    }

    get sign() {
        return SIGNS[this.tone];
    }

    get grave() {
        return GRAVE.has(this.tone);
    }
}
