import { Component, useEffect, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { signal } from "../../signal/signal";
import { codeKey } from "../device/codes";
import { useScanApp, useScanInput } from "../core/use_scan_app";
import { KINDS, plural } from "../core/words";
import { CrewPlace } from "./crew_place";
import { CrewPictures } from "./crew_pictures";
import { countsOf, recordsOf, stepsOf, today } from "./crew_steps";

KINDS.question = _t("Question");
const REMEMBERED = 60; // notes that were read
// In easy words, each with a face or a sign.
const CONDITIONS = [
    { value: "a", icon: "fa-star", label: _t("Like new") },
    { value: "b", icon: "fa-smile-o", label: _t("Good") },
    { value: "c", icon: "fa-meh-o", label: _t("Worn, needs work") },
    { value: "d", icon: "fa-frown-o", label: _t("Broken, cannot be used") },
];
const QUESTIONS = {
    place: { register: _t("Where are you?"), move: _t("Where does it stand now?") },
    tag: _t("Scan the tag on the furniture"),
    type: _t("What is it?"),
    model: _t("Which one looks the same?"),
    condition: _t("How is it?"),
    photo: { register: _t("Take a picture of it"), photo: _t("Take a picture of it"), help: _t("Take a picture, if you want") },
    text: _t("What do you need help with?"),
};

/** The page for a crew: two or three large buttons, then one question per screen. All of it waits for the supervisor. */
export class Crew extends Component {
    static template = "bk_furniture_reuse.Crew";
    static components = { CrewPictures, CrewPlace };
    static props = { start: Object };

    setup() {
        this.scan = useScanApp();
        this.state = useState({ task: null, step: 0, answers: {}, given: {}, note: null, done: null, typed: "", picture: "", saving: false });
        this.question = useRef("question");
        if (this.props.start.home) {
            this.home();
        } else {
            this.restore();
        }
        useScanInput((code, target) => this.onScan(code, target), { active: () => this.wantsCode });
        useEffect(() => this.question.el?.focus(), () => [this.screen]);
    }

    // Which screen is shown

    get crew() {
        return this.scan.work.crew || {};
    }

    get steps() {
        return stepsOf(this.state.task, this.state.answers, this.state.given);
    }

    get step() {
        return this.steps[this.state.step] || null;
    }

    get screen() {
        const { task, done } = this.state;
        return done ? "done" : task ? `${task} ${this.step}` : this.note ? `note ${this.note.id}` : "start";
    }

    get wantsCode() {
        return this.step === "tag" || this.step === "place";
    }

    get title() {
        const words = QUESTIONS[this.step];
        return words?.[this.state.task] || words;
    }

    get progress() {
        return _t("Question %(number)s of %(count)s", { number: this.state.step + 1, count: this.steps.length });
    }

    // What the supervisor wrote

    /** What has not been read, the oldest first: one that comes in does not push away what somebody reads. */
    get note() {
        const seen = new Set(this.scan.kept("crew.seen") || []);
        return (this.crew.notes || []).findLast(({ id, note }) => note && !seen.has(id));
    }

    get noteTitle() {
        return this.note.kind === "question" ? _t("%s has answered", this.note.by) : _t("%s asks you to do it again", this.note.by);
    }

    read(id = this.note.id) {
        const seen = this.scan.kept("crew.seen") || [];
        return this.scan.keep("crew.seen", [...seen, id].slice(-REMEMBERED));
    }

    /** The same work again; the piece is known already. The note stays until the work is done. */
    redo() {
        const { kind, code, id } = this.note;
        this.begin(["register", "move", "photo"].includes(kind) && code ? kind : kind === "move" ? "move" : "register", code ? { code } : {}, id);
    }

    // Doing a task

    begin(task, given = {}, note = null) {
        const place = task === "register" ? this.scan.kept("crew.place") : null;
        Object.assign(this.state, { task, step: 0, given, note, answers: { ...given }, done: null, picture: "", typed: "" });
        this.suggested = place;
        this.keepDraft();
    }

    /** An answer, or null where the person does not know. */
    async answer(name, value, more = {}) {
        Object.assign(this.state.answers, { [name]: value, ...more });
        this.state.typed = "";
        if (name !== "code" && name !== "place") {
            this.scan.band.clear(); // what a code was is old news
        }
        if (name === "place" && value) {
            this.scan.keep("crew.place", value);
            this.scan.usePlace(value);
        }
        if (this.state.step + 1 < this.steps.length) {
            this.state.step++;
            return this.keepDraft();
        }
        await this.save();
    }

    back() {
        this.scan.band.clear();
        if (!this.state.step) {
            return this.home();
        }
        this.state.step--;
        this.keepDraft();
    }

    home() {
        Object.assign(this.state, { task: null, step: 0, answers: {}, given: {}, done: null, picture: "" });
        this.scan.band.clear();
        this.keepDraft();
    }

    async save() {
        if (this.state.saving) {
            return;
        }
        this.state.saving = true;
        try {
            const { task, answers } = this.state;
            const records = recordsOf(task, answers);
            if (records.length) {
                await this.scan.recordAll(records);
                this.scan.keep("crew.draft", null); // at once: it must not be asked for again when the browser is killed now
                this.count(task);
            }
            if (this.state.note) {
                this.read(this.state.note);
            }
            Object.assign(this.state, { done: task, task: null, step: 0, answers: {}, given: {}, picture: "" });
            this.keepDraft();
            this.scan.band.clear();
            signal("success");
        } finally {
            this.state.saving = false;
        }
    }

    // A killed browser goes on where it was; a picture has to be taken again.

    keepDraft() {
        const { task, step, given, note, answers } = this.state;
        const { photo, ...words } = answers;
        return this.scan.keep("crew.draft", task ? { task, step, given, note, answers: words } : null);
    }

    restore() {
        const draft = this.scan.kept("crew.draft");
        if (draft?.task && stepsOf(draft.task, draft.answers || {}, draft.given).length > draft.step) {
            Object.assign(this.state, draft);
        }
    }

    // How the day goes

    get counts() {
        return countsOf(this.scan.kept("crew.day"), this.crew.today, today());
    }

    count(task) {
        const counts = this.counts;
        return task in counts ? this.scan.keep("crew.day", { date: today(), ...counts, [task]: counts[task] + 1 }) : null;
    }

    get praise() {
        const { register, move } = this.counts;
        switch (this.state.done) {
            case "register":
                return plural(register, _t("Great! 1 piece today."), _t("Great! %s pieces today.", register));
            case "move":
                return plural(move, _t("Great! 1 piece moved today."), _t("Great! %s pieces moved today.", move));
            case "help":
                return String(_t("Your question is on its way."));
        }
        return String(_t("Great!"));
    }

    // Codes

    onScan(code, target) {
        if (target.whole === false) {
            return this.scan.say("danger", _t("That did not work. Scan again."));
        }
        if (this.step === "place") {
            if (target.kind !== "place") {
                return this.scan.say("warning", _t("That is not a door. Scan the door."));
            }
            this.scan.say("success", target.name);
            return this.answer("place", { id: target.id, name: target.name });
        }
        if (target.kind === "place") {
            return this.scan.say("warning", _t("That is a door. Scan the furniture."));
        }
        const returned = (this.crew.notes || []).some((note) => note.status === "sent_back" && note.code && codeKey(note.code) === target.key);
        if (this.state.task === "register" && target.kind === "piece" && !returned) {
            return this.scan.say("warning", _t("This one is registered already. Take the next."));
        }
        this.scan.say("success", target.name || target.readable);
        return this.answer("code", code, { from: typeof target.place === "number" ? target.place : null });
    }

    typed(ev) {
        ev.preventDefault();
        const code = this.state.typed;
        this.state.typed = "";
        this.scan.input.take(code);
    }

    /** No tag can be read: the supervisor helps, and knows where. */
    noTag() {
        const { place } = this.state.answers;
        this.begin("help");
        Object.assign(this.state.answers, { place, text: String(_t("I cannot find the tag.")) });
        this.keepDraft();
    }

    // What is chosen among

    get types() {
        const pieces = {};
        for (const model of this.scan.work.models || []) {
            pieces[model.type_id] = (pieces[model.type_id] || 0) + model.pieces + 1;
        }
        const types = (this.scan.work.types || []).map((type) => ({ ...type, pieces: pieces[type.id] || 0 }));
        return types.sort((one, other) => other.pieces - one.pieces);
    }

    get models() {
        const { type } = this.state.answers;
        const models = (this.scan.work.models || []).filter(({ type_id }) => type_id === type?.id);
        return models.map((model) => ({ ...model, picture: model.picture || type.picture, instead: type.picture }));
    }

    get conditions() {
        return CONDITIONS;
    }

    choose(name, { id, name: words, picture }) {
        return this.answer(name, { id, name: words, ...(name === "type" ? { picture } : {}) });
    }

    async takePhoto() {
        const photo = await this.scan.takePhoto();
        if (photo) {
            URL.revokeObjectURL(this.state.picture);
            this.state.answers.photo = photo;
            this.state.picture = URL.createObjectURL(photo);
        }
    }

    get helpText() {
        return this.crew.supervisors?.length ? _t("%s will answer you here.", this.crew.supervisors[0]) : _t("You get an answer here.");
    }
}

registry.category("bk_scan_modes").add(
    "crew",
    { title: _t("My work"), icon: "fa-users", Component: Crew, inMenu: false },
    { sequence: 1 }
);
