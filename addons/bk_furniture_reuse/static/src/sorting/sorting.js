import { Component, onWillStart, useExternalListener, useState } from "@odoo/owl";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { DateTimeInput } from "@web/core/datetime/datetime_input";
import { serializeDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useSetupAction } from "@web/search/action_hook";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { Deck } from "./deck";
import { SaveQueue } from "./save_queue";
import { SortingRefusals } from "./sorting_refusals";
import { SortingStart } from "./sorting_start";
import { CONDITIONS, DECISIONS, PURPOSES } from "./words";

const FETCHED_AHEAD = 8; // pictures

/** Sort the furniture of a place by keyboard, mouse or touch. The rules are the server's; this screen only decides and shows. */
export class Sorting extends Component {
    static template = "bk_furniture_reuse.Sorting";
    static components = { DateTimeInput, SortingStart };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.decisions = Object.entries(DECISIONS);
        this.purposes = PURPOSES;
        this.conditions = CONDITIONS;
        this.pictures = [];
        const left = this.props.state || {};
        // `step` changes with every card, which is what makes the screen draw anew; the deck itself is plain.
        this.state = useState({
            sorting: left.sorting || this.props.action.context?.sorting_id || false,
            step: 0, all: false, availableFrom: false, said: "", busy: false,
        });
        this.saving = new SaveQueue((changes) => this.save(changes), (error) => this.onSaveFailed(error));
        this.saved = useState(this.saving.state);
        useExternalListener(window, "keydown", (ev) => this.onKeydown(ev));
        useSetupAction({
            getLocalState: () => ({ sorting: this.state.sorting }),
            beforeLeave: () => this.saving.flush(),
        });
        onWillStart(() => this.state.sorting && this.load());
    }

    async choose(sorting) {
        this.state.sorting = sorting;
        await this.load();
    }

    async load() {
        this.queue = await this.orm.call("furniture.sorting", "get_queue", [this.state.sorting]);
        this.deck = new Deck(this.queue);
        this.begun = null;
        this.decidedBefore = this.deck.decided;
        this.draw("");
    }

    draw(said) {
        this.state.said = said;
        this.state.step++;
        this.pictures = this.deck.upcoming(FETCHED_AHEAD).map((piece) => {
            const picture = new Image();
            picture.src = this.photo(piece);
            return picture;
        });
    }

    get card() {
        return this.state.step && this.deck.card;
    }

    get model() {
        return this.queue.models[this.card.model];
    }

    get title() {
        return [this.model.name, this.model.maker].filter(Boolean).join(", ");
    }

    get share() {
        return this.deck.total ? Math.round((100 * this.deck.decided) / this.deck.total) : 0;
    }

    /** Decisions per minute since the first one of this sitting. */
    get rate() {
        const decided = this.deck.decided - this.decidedBefore;
        const minutes = this.begun ? (Date.now() - this.begun) / 60000 : 0;
        return decided > 4 && minutes ? Math.round(decided / Math.max(minutes, 1 / 60)) : 0;
    }

    photo(piece) {
        return piece.photo || this.queue.models[piece.model].photo;
    }

    onKeydown(ev) {
        const typing = ev.target.closest?.("input:not([type=checkbox]), select, textarea, [contenteditable=true], .modal, .o_dialog");
        if (!this.deck || typing || ev.ctrlKey || ev.altKey || ev.metaKey || document.querySelector(".o_dialog")) {
            return;
        }
        const decision = Object.keys(DECISIONS).find((name) => DECISIONS[name].key === ev.key);
        const onButton = ev.target.closest?.("button, a, summary, [role=button]");
        if (decision) {
            ev.preventDefault();
            this.decide(decision);
        } else if (ev.key === " " && !onButton) {
            ev.preventDefault();
            this.skip();
        } else if (ev.key === "Backspace") {
            ev.preventDefault();
            this.undo();
        } else if (ev.key === "a" || ev.key === "A") {
            ev.preventDefault();
            this.state.all = !this.state.all;
        }
    }

    decide(decision) {
        if (!this.deck.card) {
            return;
        }
        this.begun ??= Date.now();
        const chosen = this.deck.decide(decision, this.state.all);
        this.saving.add({
            lots: chosen.map((piece) => piece.id),
            decision,
            available_from: decision === "available" && this.state.availableFrom ? serializeDate(this.state.availableFrom) : false,
        });
        const label = DECISIONS[decision].label;
        this.draw(chosen.length > 1 ? _t("%(count)s pieces: %(decision)s", { count: chosen.length, decision: label })
            : _t("%(piece)s: %(decision)s", { piece: chosen[0].name, decision: label }));
    }

    skip() {
        this.deck.skip();
        this.draw(_t("Skipped"));
    }

    undo() {
        const pieces = this.deck.undo();
        if (pieces === null) {
            return;
        }
        if (pieces.length) {
            this.saving.add({ lots: pieces.map((piece) => piece.id), decision: false, available_from: false });
        }
        this.draw(_t("Taken back"));
    }

    save(changes) {
        return this.orm.silent.call("furniture.sorting", "save", [[this.state.sorting], changes]);
    }

    async onSaveFailed(error) {
        this.notification.add(error.data?.message || _t("The decision was not saved. Check the connection."), { type: "danger" });
        await this.load();
    }

    async leave() {
        await this.saving.flush();
        this.deck = null;
        this.state.sorting = false;
        this.state.step = 0;
    }

    async finish() {
        await this.saving.flush();
        const { possible, refusals } = await this.orm.call("furniture.sorting", "get_refusals", [[this.state.sorting]]);
        if (refusals.length) {
            this.dialog.add(SortingRefusals, { possible, refusals, onPossible: () => this.carryOut(true) });
        } else {
            this.dialog.add(ConfirmationDialog, {
                title: _t("Carry out"),
                body: _t("Carry out %s decisions now? Recycling, gifts and sales become proposals that you decide afterwards.", possible),
                confirmLabel: _t("Carry out"),
                confirm: () => this.carryOut(false),
                cancelLabel: _t("Cancel"),
                cancel: () => {},
            });
        }
    }

    async carryOut(possibleOnly) {
        if (this.state.busy) {
            return;
        }
        this.state.busy = true;
        try {
            const action = await this.orm.call("furniture.sorting", "carry_out", [[this.state.sorting]], {
                possible_only: possibleOnly,
            });
            await this.action.doAction(action, { clearBreadcrumbs: true });
        } finally {
            this.state.busy = false;
        }
    }
}

registry.category("actions").add("bk_furniture_reuse.sorting", Sorting);
