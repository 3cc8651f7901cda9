// What part of a drawing is seen: x and y are the drawing's pixels in the upper left corner, scale is screen pixels for each of them.

const CLOSEST = 8; // times the size that shows the whole drawing

export class Viewport {
    constructor(width, height) {
        this.drawing = { width, height };
        this.screen = { width: 1, height: 1 };
        this.fit();
    }

    /** The room on the screen has changed: what was in the middle stays there. */
    resize(width, height) {
        const fitted = this.fitted;
        const middle = this.toDrawing(this.screen.width / 2, this.screen.height / 2);
        this.screen = { width: Math.max(width, 1), height: Math.max(height, 1) };
        if (fitted) {
            return this.fit();
        }
        this.x = middle.x - this.screen.width / 2 / this.scale;
        this.y = middle.y - this.screen.height / 2 / this.scale;
        this._keepInSight();
    }

    get fitScale() {
        return Math.min(this.screen.width / this.drawing.width, this.screen.height / this.drawing.height);
    }

    fit() {
        this.scale = this.fitScale;
        this.x = (this.drawing.width - this.screen.width / this.scale) / 2;
        this.y = (this.drawing.height - this.screen.height / this.scale) / 2;
        this.fitted = true;
    }

    pan(dx, dy) {
        this.x -= dx / this.scale;
        this.y -= dy / this.scale;
        this.fitted = false;
        this._keepInSight();
    }

    /** Zoom so that what is under (screenX, screenY) stays there. */
    zoom(factor, screenX = this.screen.width / 2, screenY = this.screen.height / 2) {
        const held = this.toDrawing(screenX, screenY);
        const fit = this.fitScale;
        this.scale = Math.min(Math.max(this.scale * factor, fit / 2), fit * CLOSEST);
        this.x = held.x - screenX / this.scale;
        this.y = held.y - screenY / this.scale;
        this.fitted = false;
        this._keepInSight();
    }

    /** Bring a point of the drawing to the middle, or as far down as told, close enough to see. */
    centre(x, y, closer = 2, down = 0.5) {
        this.scale = Math.max(this.scale, this.fitScale * closer);
        this.x = x - this.screen.width / 2 / this.scale;
        this.y = y - (this.screen.height * down) / this.scale;
        this.fitted = false;
        this._keepInSight();
    }

    toDrawing(screenX, screenY) {
        return { x: this.x + screenX / this.scale, y: this.y + screenY / this.scale };
    }

    get viewBox() {
        return `${this.x} ${this.y} ${this.screen.width / this.scale} ${this.screen.height / this.scale}`;
    }

    _keepInSight() {
        // The drawing's edge never passes the middle of the screen.
        const halfWidth = this.screen.width / this.scale / 2;
        const halfHeight = this.screen.height / this.scale / 2;
        this.x = Math.min(Math.max(this.x, -halfWidth), this.drawing.width - halfWidth);
        this.y = Math.min(Math.max(this.y, -halfHeight), this.drawing.height - halfHeight);
    }
}
