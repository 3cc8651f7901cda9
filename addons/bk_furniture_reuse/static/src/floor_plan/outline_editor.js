import { Component, onWillUpdateProps, useState } from "@odoo/owl";

// The corners of the outline at hand. Corners are dragged; the marks between them become corners when dragged.
export class OutlineEditor extends Component {
    static template = "bk_furniture_reuse.OutlineEditor";
    static props = { points: Array, closed: Boolean, width: Number, height: Number, onPoints: Function, register: Function };

    setup() {
        this.state = useState({ points: this.props.points, chosen: -1 });
        this.props.register(this);
        onWillUpdateProps((next) => {
            if (next.points !== this.props.points) {
                this.state.points = next.points;
                this.state.chosen = -1;
            }
        });
    }

    get line() {
        return this.state.points.map(([x, y]) => `${x * this.props.width},${y * this.props.height}`).join(" ");
    }

    get between() {
        const { points } = this.state;
        const ends = this.props.closed ? points : points.slice(0, -1);
        return ends.map(([x, y], index) => {
            const [nextX, nextY] = points[(index + 1) % points.length];
            return [(x + nextX) / 2, (y + nextY) / 2];
        });
    }

    at([x, y]) {
        return `translate(${x * this.props.width} ${y * this.props.height})`;
    }

    tap(index) {
        // Pressing the first corner ends the outline; pressing any other chooses it.
        if (!this.props.closed && index === 0 && this.state.points.length > 2) {
            this.props.onPoints(this.state.points, "close");
        } else {
            this.state.chosen = index;
            this.props.onPoints(this.state.points, "choose", index);
        }
    }

    grab(mark, pointOf) {
        const before = this.state.points;
        let index = Number(mark.dataset.corner);
        let points = [...before];
        if (mark.dataset.between !== undefined) {
            index = Number(mark.dataset.between) + 1;
            points.splice(index, 0, before[index - 1]);
        }
        return {
            drag: (ev) => {
                points = points.map((point, number) => (number === index ? pointOf(ev) : point));
                this.state.points = points;
            },
            drop: () => this.props.onPoints(points, "move"),
            cancel: () => (this.state.points = before),
        };
    }
}
