import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { ScanField } from "../scan_field/scan_field";
import { signal } from "../signal/signal";
import { StocktakeDamage } from "./stocktake_damage";
import { StocktakeNote } from "./stocktake_note";

// Colour is never alone: each answer has a sign and a word too.
const SIGNS = { success: "fa-check-circle", info: "fa-info-circle", warning: "fa-exclamation-triangle", danger: "fa-question-circle" };
const KEPT = 20;

// Counting a room by scanning what stands in it. The server decides what a scan means; this screen shows it and asks.
export class StocktakeScan extends Component {
    static template = "bk_furniture_reuse.StocktakeScan";
    static components = { ScanField, StocktakeDamage, StocktakeNote };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        const action = this.props.action;
        this.id = action.context.active_id;
        this.state = useState({ screen: null, room: null, answers: [], form: "", filter: "", showLeft: false });
        this.scan = (code) => this.onScan(code);
        onWillStart(() => this.load());
    }

    call(method, ...args) {
        return this.orm.call("furniture.stocktake", method, [[this.id], ...args]);
    }

    async load() {
        this.state.screen = await this.call("get_count_screen");
        this.state.answers = this.state.screen.recent;
    }

    get last() {
        return this.state.answers[0];
    }

    get before() {
        return this.state.answers.slice(1).filter((answer) => answer.line_id);
    }

    showPictogram(image) {
        image.src = `/bk_furniture_reuse/static/img/type_${this.last.pictogram}.svg`;
    }

    get rooms() {
        const filter = this.state.filter.trim().toLowerCase();
        return this.state.screen.rooms.filter((room) => room.around.toLowerCase().includes(filter));
    }

    get roomsDone() {
        return this.state.screen.rooms.filter((room) => room.state === "done").length;
    }

    sign(answer) {
        return SIGNS[answer.tone];
    }

    roomState(room) {
        return { waiting: _t("Not counted"), counting: _t("Being counted"), done: _t("Counted") }[room.state];
    }

    // Rooms

    async openRoom(placeId) {
        this.state.room = await this.call("get_room", placeId);
        this.state.form = "";
        this.state.showLeft = false;
    }

    async refreshRoom() {
        if (this.state.room) {
            this.state.room = (await this.call("get_room", this.state.room.id)) || this.state.room;
        }
    }

    async leaveRoom() {
        this.state.room = null;
        this.state.form = "";
        await this.load();
    }

    async finishRoom() {
        await this.call("finish_room", this.state.room.id);
        signal("success");
        await this.leaveRoom();
    }

    async reopenRoom() {
        await this.call("reopen_room", this.state.room.id);
        await this.refreshRoom();
    }

    // Scans

    async onScan(code) {
        const uid = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 12)}`;
        const scan = { uid, code, place_id: this.state.room ? this.state.room.id : false };
        const [answer] = await this.call("register_scans", [scan]);
        this.state.form = "";
        signal(answer.tone);
        if (answer.kind === "place") {
            await this.openRoom(answer.place_id);
        }
        this.state.answers = [answer, ...this.state.answers.filter((other) => !answer.line_id || other.line_id !== answer.line_id)].slice(0, KEPT);
        if (answer.line_id) {
            await this.refreshRoom();
        }
    }

    async undo() {
        await this.call("undo_scan", this.last.uid);
        await this.load();
        await this.refreshRoom();
    }

    async answer(wish) {
        const answer = this.last;
        await this.call("answer_wrong_room", answer.line_id, wish);
        answer.ask = wish;
    }

    async saveDamage(kind, severity, note, photo) {
        const answer = this.last;
        await this.call("report_damage", answer.line_id, kind, severity, note, photo);
        answer.damaged = true;
        this.state.form = "";
    }

    async saveNote(note, photo) {
        const answer = this.last;
        await this.call("add_note", answer.line_id, note, photo);
        answer.noted = true;
        this.state.form = "";
    }

    toggle(form) {
        this.state.form = this.state.form === form ? "" : form;
    }

    close() {
        this.action.doAction("bk_furniture_reuse.furniture_stocktake_action", { clearBreadcrumbs: true });
    }
}

registry.category("actions").add("bk_furniture_reuse.stocktake_scan", StocktakeScan);
