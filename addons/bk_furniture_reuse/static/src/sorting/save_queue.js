import { reactive } from "@odoo/owl";

/**
 * Sends decisions to the server one request at a time; what is decided meanwhile goes along with the next. A key press never waits.
 */
export class SaveQueue {
    constructor(send, onFailed) {
        this.send = send;
        this.onFailed = onFailed;
        this.waiting = [];
        this.running = null;
        this.state = reactive({ unsaved: 0 });
    }

    add(change) {
        this.waiting.push(change);
        this.state.unsaved++;
        this.running ??= this.run();
    }

    async run() {
        while (this.waiting.length) {
            const batch = this.waiting.splice(0);
            try {
                await this.send(batch);
            } catch (error) {
                this.waiting = [];
                this.state.unsaved = 0;
                this.running = null;
                this.onFailed(error);
                return;
            }
            this.state.unsaved -= batch.length;
        }
        this.running = null;
    }

    /** Resolves when everything is with the server. */
    async flush() {
        await this.running;
    }
}
