import { Component, onMounted, onPatched, onWillUnmount, useRef } from "@odoo/owl";
import { Gestures } from "./gestures";
import { OutlineEditor } from "./outline_editor";
import { PURPOSES } from "./purposes";
import { Viewport } from "./viewport";

const STEP = 60; // pixels that an arrow key pans

export class RoomLayer extends Component {
    static template = "bk_furniture_reuse.FloorRooms";
    static props = { rooms: Array, selected: [Number, Boolean] };

    roomClass(room) {
        return [
            "o_plan_room",
            room.dominant && `o_plan_${room.dominant}`,
            room.lit && "o_plan_lit",
            room.dim && "o_plan_dim",
            room.id === this.props.selected && "o_plan_selected",
        ]
            .filter(Boolean)
            .join(" ");
    }

    title(room) {
        return room.words ? `${room.name}: ${room.words}` : room.name;
    }
}

export class LabelLayer extends Component {
    static template = "bk_furniture_reuse.FloorLabels";
    static props = { rooms: Array };
}

export class PinLayer extends Component {
    static template = "bk_furniture_reuse.FloorPins";
    static props = { pins: Array, width: Number, height: Number };

    setup() {
        this.shapes = Object.fromEntries(PURPOSES.map(({ key, shape }) => [key, shape]));
    }
}

// The drawing with its rooms and pins. What is seen of it changes with every movement of a finger, so that is written into the
// page directly; only what is drawn goes through the template.
export class FloorMap extends Component {
    static template = "bk_furniture_reuse.FloorMap";
    static components = { LabelLayer, OutlineEditor, PinLayer, RoomLayer };
    static props = {
        plan: Object,
        rooms: Array,
        pins: Array,
        selected: [Number, Boolean],
        mode: String, // look, pin, draw
        points: [Array, Boolean], // the outline that is drawn or changed
        closed: Boolean,
        focus: [Object, Boolean], // {x, y, key}: where to look
        onTapRoom: Function,
        onTapPin: Function,
        onTapPoint: Function,
        onDropPin: Function,
        onPoints: Function,
    };

    setup() {
        this.svg = useRef("svg");
        this.purposes = PURPOSES;
        this.viewport = new Viewport(this.props.plan.width, this.props.plan.height);
        this.gestures = new Gestures(this);
        onMounted(() => {
            this.observer = new ResizeObserver(() => this.resize());
            this.observer.observe(this.svg.el);
            this.resize();
            this.look();
        });
        onPatched(() => {
            this.look();
            this.show();
        });
        onWillUnmount(() => {
            this.observer.disconnect();
            cancelAnimationFrame(this.frame);
        });
    }

    get patternSize() {
        return Math.max(this.props.plan.width, this.props.plan.height) / 100;
    }

    resize() {
        const { width, height } = this.svg.el.getBoundingClientRect();
        this.viewport.resize(width, height);
        this.show();
    }

    /** Go to where the person is sent, once. */
    look() {
        const { focus, plan } = this.props;
        if (focus && focus.key !== this.looked) {
            this.looked = focus.key;
            // On a phone the lower part is behind the sheet.
            const narrow = this.viewport.screen.width < 768;
            this.viewport.centre(focus.x * plan.width, focus.y * plan.height, narrow ? 3 : 2, narrow ? 0.22 : 0.5);
            this.show();
        }
    }

    origin() {
        const { x, y } = this.svg.el.getBoundingClientRect();
        return { x, y };
    }

    moved() {
        cancelAnimationFrame(this.frame);
        this.frame = requestAnimationFrame(() => this.show());
    }

    show() {
        const svg = this.svg.el;
        const { scale } = this.viewport;
        svg.setAttribute("viewBox", this.viewport.viewBox);
        if (scale === this.shownScale && this.shownRooms === this.props.rooms) {
            return;
        }
        [this.shownScale, this.shownRooms] = [scale, this.props.rooms];
        svg.style.setProperty("--plan-unit", 1 / scale);
        const shownWidth = Math.min(this.viewport.screen.width, this.viewport.fitScale * this.props.plan.width) * (scale / this.viewport.fitScale);
        svg.style.setProperty("--plan-pin", Math.min(1, Math.max(0.4, shownWidth / 1000)) / scale);
        for (const label of svg.querySelectorAll(".o_plan_label")) {
            const width = label.dataset.width * scale;
            const height = label.dataset.height * scale;
            label.classList.toggle("d-none", width < 22 || height < 15);
            label.classList.toggle("o_plan_label_short", width < 52 || height < 40);
        }
    }

    /** Where on the drawing, from 0 to 1. */
    pointOf(ev) {
        const origin = this.origin();
        const { x, y } = this.viewport.toDrawing(ev.clientX - origin.x, ev.clientY - origin.y);
        const within = (value) => Math.min(Math.max(value, 0), 1);
        return [within(x / this.props.plan.width), within(y / this.props.plan.height)];
    }

    /** What a press takes hold of, if anything: a pin in pin mode. Corners are the outline editor's. */
    grab(ev) {
        const pin = this.props.mode === "pin" && ev.target.closest("[data-pin]");
        const corner = this.props.mode === "draw" && ev.target.closest("[data-corner], [data-between]");
        if (corner) {
            return this.outline?.grab(corner, (event) => this.pointOf(event));
        }
        if (!pin) {
            return null;
        }
        const before = pin.getAttribute("transform");
        return {
            drag: (event) => {
                const [x, y] = this.pointOf(event);
                pin.setAttribute("transform", `translate(${x * this.props.plan.width} ${y * this.props.plan.height})`);
            },
            drop: async (event) => {
                if (!(await this.props.onDropPin(Number(pin.dataset.pin), this.pointOf(event)))) {
                    pin.setAttribute("transform", before);
                }
            },
            cancel: () => pin.setAttribute("transform", before),
        };
    }

    tap(ev, target) {
        const corner = target.closest("[data-corner]");
        if (this.props.mode === "draw" && corner) {
            return this.outline?.tap(Number(corner.dataset.corner));
        }
        if (this.props.onTapPoint(this.pointOf(ev))) {
            return;
        }
        const pin = target.closest("[data-pin]");
        const room = target.closest("[data-room]");
        if (pin) {
            this.props.onTapPin(Number(pin.dataset.pin));
        } else {
            this.props.onTapRoom(room ? Number(room.dataset.room) : false);
        }
    }

    zoom(factor) {
        this.viewport.zoom(factor);
        this.show();
    }

    fit() {
        this.viewport.fit();
        this.show();
    }

    key(ev) {
        const pans = { ArrowLeft: [STEP, 0], ArrowRight: [-STEP, 0], ArrowUp: [0, STEP], ArrowDown: [0, -STEP] };
        if (pans[ev.key]) {
            this.viewport.pan(...pans[ev.key]);
        } else if (ev.key === "+" || ev.key === "=") {
            this.viewport.zoom(1.3);
        } else if (ev.key === "-") {
            this.viewport.zoom(1 / 1.3);
        } else if (ev.key === "0") {
            this.viewport.fit();
        } else {
            return;
        }
        ev.preventDefault();
        this.show();
    }
}
