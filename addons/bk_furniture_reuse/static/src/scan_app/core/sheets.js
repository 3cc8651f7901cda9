import { markRaw } from "@odoo/owl";

/** Questions that cover the screen until they are answered, the last one on top. */
export class Sheets {
    constructor() {
        this.stack = [];
        this.next = 1;
    }

    /** Shows a component as a sheet; it gets `props` and `close(value)`. Resolves with the value, or null where it was closed. */
    open(Component, props = {}) {
        return new Promise((resolve) => {
            const id = this.next++;
            const close = (value = null) => {
                this.stack = this.stack.filter((sheet) => sheet.id !== id);
                resolve(value);
            };
            this.stack.push({ id, Component: markRaw(Component), props: markRaw({ ...props, close }) });
        });
    }

    get top() {
        return this.stack.at(-1);
    }
}
