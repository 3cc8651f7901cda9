// The outline that is being drawn or changed, and the way back. Saved outlines are changed at once, with an undo that saves too.
export class OutlineDrafts {
    /** @param {Function} save (roomId, polygon or false, name) => the room's id, or false when it was refused */
    constructor(save) {
        this.save = save;
        this.reset();
    }

    reset() {
        this.past = [];
        this.drop();
    }

    /** Put the outline at hand away; what is saved stays saved. */
    drop() {
        Object.assign(this, { points: false, closed: false, room: false, corner: -1 });
        this.past = this.past.filter((step) => step.saved);
    }

    /** Begin a new outline: of a room without one, or of one that is chosen afterwards. */
    begin(room = false) {
        this.drop();
        Object.assign(this, { points: [], room });
    }

    edit(room, polygon) {
        this.drop();
        Object.assign(this, { points: polygon.map((point) => [...point]), closed: true, room });
    }

    get drawing() {
        return Boolean(this.points && !this.closed);
    }

    get canClose() {
        return this.drawing && this.points.length > 2;
    }

    get canUndo() {
        return this.past.length > 0;
    }

    /** The outline is closed, and nobody has said whose it is. */
    get nameless() {
        return Boolean(this.points && this.closed && !this.room);
    }

    /** A further corner; false when no outline is being drawn. */
    add(point) {
        if (!this.drawing) {
            // A press beside a closed outline that is not saved yet shall not throw it away.
            return this.nameless;
        }
        this._remember();
        this.points = [...this.points, point];
        return true;
    }

    close() {
        this._remember();
        this.closed = true;
        return this.room ? this._keep(this.room, this.points, false) : true;
    }

    /** What the map tells: corners were moved, one was chosen, or the first was pressed to close the outline. */
    change(points, why, corner = -1) {
        if (why === "choose") {
            this.corner = corner;
        } else if (why === "close") {
            return this.close();
        } else {
            return this._set(points);
        }
    }

    /** Take the chosen corner away, or the last one of an outline that is being drawn. */
    removeCorner() {
        if (!this.points || (this.closed && (this.corner < 0 || this.points.length < 4))) {
            return false;
        }
        const index = this.corner >= 0 ? this.corner : this.points.length - 1;
        return this._set(this.points.filter((_point, number) => number !== index));
    }

    assign(room, name) {
        return this._keep(room, this.points, false, name);
    }

    erase() {
        const { room, points } = this;
        return this._keep(room, false, points);
    }

    async undo() {
        const step = this.past.pop();
        if (!step) {
            return;
        }
        if (step.saved) {
            if (await this.save(step.room, step.points)) {
                step.points ? this.edit(step.room, step.points) : this.drop();
            }
        } else {
            Object.assign(this, { points: step.points, closed: step.closed, corner: -1 });
        }
    }

    _set(points) {
        if (this.closed && this.room) {
            return this._keep(this.room, points, this.points);
        }
        this._remember();
        this.points = points;
        this.corner = -1;
        return true;
    }

    _remember() {
        this.past.push({ points: this.points, closed: this.closed });
    }

    /** Save, and remember what was there before; a refused change is taken back. */
    async _keep(room, points, before, name) {
        const shown = this.points;
        if (points) {
            this.points = points;
        }
        const saved = await this.save(room, points, name);
        if (!saved) {
            this.points = shown && [...shown];
            if (this.room && before === false) {
                this.closed = false; // the outline of a room that has none is open until it is kept
            }
            return false;
        }
        this.past = [...this.past.filter((step) => step.saved), { saved: true, room: saved, points: before }];
        points ? this.edit(saved, points) : this.drop();
        return saved;
    }
}
