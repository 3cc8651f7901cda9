import { Component, markRaw, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useDebounced } from "@web/core/utils/timing";
import { useService } from "@web/core/utils/hooks";
import { useSetupAction } from "@web/search/action_hook";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { FloorMap } from "./floor_map";
import { FloorPanel } from "./floor_panel";
import { OutlineDrafts } from "./outline_drafts";
import { PURPOSES } from "./purposes";
import { drawRooms, emptyCounts, inWords, layered, sum } from "./rooms";

const ELSEWHERE = -1; // what stands on the floor, in no room of it
const FIRST_PIECES = 8;

// A floor with its rooms, coloured by what the pieces in them are for. The server counts and finds; this screen shows it, and
// opens the pieces behind each number. Works without a drawing: then the rooms stand in a grid.
export class FloorPlan extends Component {
    static template = "bk_furniture_reuse.FloorPlan";
    static components = { FloorMap, FloorPanel };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.notification = useService("notification");
        this.purposes = PURPOSES;
        const { place_id: place, lot_id: lot } = this.props.action.params || {};
        const left = this.props.state || {};
        this.state = useState({
            data: false,
            rooms: [],
            layers: [],
            pins: [],
            totals: {},
            shown: left.shown || Object.fromEntries(PURPOSES.map(({ key }) => [key, true])),
            query: left.query || "",
            found: false,
            selected: false,
            pieces: [],
            mode: "look",
            placing: false,
            pin: false,
            focus: false,
            sheet: false,
        });
        this.drafts = useState(new OutlineDrafts((roomId, polygon, name) => this.saveOutline(roomId, polygon, name)));
        this.searchSoon = useDebounced(() => this.search(), 350);
        useSetupAction({
            getLocalState: () => ({
                floor: this.floor?.id,
                selected: this.state.selected,
                query: this.state.query,
                shown: { ...this.state.shown },
            }),
        });
        onWillStart(async () => {
            await this.load(left.floor || place || this.props.resId || false);
            if (this.state.query) {
                await this.search();
            }
            const selected = left.selected || (left.floor ? false : this.state.data.selected);
            if (selected && this.place(selected)) {
                await this.select(selected, true);
            }
            if (lot && !left.floor) {
                this.showPiece(lot);
            }
        });
    }

    get screen() {
        return this;
    }

    beginRoom() {
        this.state.selected = false;
        this.state.sheet = false;
        this.drafts.begin();
    }

    get floor() {
        return this.state.data && this.state.data.floor;
    }

    get plan() {
        return this.state.data && this.state.data.plan;
    }

    get building() {
        return this.state.data.buildings.find((building) => building.floors.some((floor) => floor.id === this.floor.id));
    }

    place(id) {
        return this.places.get(id);
    }

    // Reading and drawing -------------------------------------------------------------------------------------------------

    async load(placeId) {
        const data = await this.orm.call("stock.location", "get_floor_plan", [placeId]);
        const elsewhere = { ...data.elsewhere, id: ELSEWHERE, name: _t("Elsewhere on the floor").toString() };
        this.all = elsewhere.total ? [...data.places, elsewhere] : data.places;
        this.places = new Map(this.all.map((place) => [place.id, place]));
        this.placeOf = new Map(this.all.flatMap((place) => place.locations.map((location) => [location, place.id])));
        this.state.data = markRaw(data);
        if (data.floor) {
            this.props.updateActionState?.({ resId: data.floor.id });
        }
        this.redraw();
    }

    async reload() {
        await this.load(this.floor.id);
        if (this.state.found) {
            await this.search();
        }
        if (this.state.selected && this.place(this.state.selected)) {
            await this.loadPieces();
        }
    }

    /** Count and colour anew: after a call, a search or a filter. */
    redraw() {
        const { data, found, shown } = this.state;
        const counts = found && found.counts;
        const rooms = drawRooms(this.all, shown, counts, data.plan);
        this.state.rooms = markRaw(rooms);
        this.state.layers = markRaw(layered(rooms));
        this.state.pins = markRaw(
            data.pins
                .filter((pin) => shown[pin.purpose])
                .map((pin) => ({
                    ...pin,
                    title: `${pin.name} ${pin.model}`,
                    lit: pin.id === this.state.pin || Boolean(found && found.pins.has(pin.id)),
                    dim: Boolean(found && !found.pins.has(pin.id)),
                }))
        );
        const totals = emptyCounts();
        for (const place of this.all) {
            for (const { key } of PURPOSES) {
                totals[key] += (counts ? counts.get(place.id) || {} : place.counts)[key] || 0;
            }
        }
        this.state.totals = totals;
    }

    async openFloor(id) {
        this.leaveModes();
        Object.assign(this.state, { selected: false, pieces: [], pin: false, focus: false, sheet: false });
        await this.load(Number(id));
        if (this.state.query) {
            await this.search();
        }
    }

    openBuilding(id) {
        const building = this.state.data.buildings.find((row) => row.id === Number(id));
        const floor = building.floors.find((row) => row.drawn) || building.floors[0];
        return this.openFloor(floor.id);
    }

    // Filters and search --------------------------------------------------------------------------------------------------

    togglePurpose(key) {
        const { shown } = this.state;
        const alone = shown[key] && PURPOSES.every((purpose) => purpose.key === key || !shown[purpose.key]);
        const everything = PURPOSES.every((purpose) => shown[purpose.key]);
        for (const purpose of PURPOSES) {
            // The first press shows this purpose alone, the next ones add to it, and taking the last away shows everything.
            if (everything) {
                shown[purpose.key] = purpose.key === key;
            } else if (alone) {
                shown[purpose.key] = true;
            }
        }
        if (!everything && !alone) {
            shown[key] = !shown[key];
        }
        this.redraw();
        return this.loadPieces();
    }

    onQuery(ev) {
        this.state.query = ev.target.value;
        this.searchSoon();
    }

    clearQuery() {
        this.state.query = "";
        return this.search();
    }

    async search() {
        const query = this.state.query.trim();
        if (query.length < 2) {
            this.state.found = false;
        } else {
            const answer = await this.orm.call("stock.location", "search_floor_plan", [this.floor.id, query]);
            if (query !== this.state.query.trim()) {
                return; // a later search is on its way
            }
            const counts = new Map();
            for (const [location, purpose, count] of answer.locations) {
                const place = this.placeOf.get(location) || ELSEWHERE;
                counts.set(place, counts.get(place) || emptyCounts());
                counts.get(place)[purpose] += count;
            }
            this.state.found = markRaw({ ...answer, counts, pins: new Set(answer.pins) });
        }
        this.redraw();
        await this.loadPieces();
    }

    /** Other floors with what was found there, under the chosen purposes. */
    get otherFloors() {
        const floors = this.state.found ? this.state.found.floors : [];
        return floors
            .map((floor) => ({ ...floor, total: sum(floor.counts, this.state.shown) }))
            .filter((floor) => floor.total);
    }

    get foundText() {
        const rooms = this.state.rooms.filter((room) => room.total);
        const here = rooms.reduce((total, room) => total + room.total, 0);
        const others = this.otherFloors.reduce((total, floor) => total + floor.total, 0);
        if (!here && !others) {
            return _t("Nothing found.");
        }
        const text = rooms.length === 1
            ? _t("%(pieces)s in one room on this floor", { pieces: here })
            : here
                ? _t("%(pieces)s in %(rooms)s rooms on this floor", { pieces: here, rooms: rooms.length })
                : _t("None on this floor");
        return others ? _t("%(here)s, %(others)s on other floors.", { here: text, others }) : `${text}.`;
    }

    get jumpText() {
        const [floor] = this.otherFloors;
        const place = [floor.building, floor.name].filter(Boolean).join(", ");
        return _t("Go to %(place)s (%(count)s)", { place, count: floor.total });
    }

    // Rooms and pieces ----------------------------------------------------------------------------------------------------

    async select(id, look = false) {
        this.state.selected = id;
        this.state.pin = false;
        this.state.sheet = Boolean(id);
        const place = this.place(id);
        if (this.state.mode === "draw" && id && place.polygon) {
            this.drafts.edit(id, place.polygon);
        } else if (this.state.mode === "draw") {
            this.drafts.drop();
        }
        if (look && place && place.label) {
            this.state.focus = { x: place.label[0], y: place.label[1], key: `room${id}-${Date.now()}` };
        }
        this.redraw();
        await this.loadPieces();
    }

    piecesDomain(place, purpose = false) {
        const { data, found, shown } = this.state;
        const purposes = purpose ? [purpose] : PURPOSES.map(({ key }) => key).filter((key) => shown[key]);
        return [
            ...data.present,
            ["location_id", "in", place.locations],
            ["purpose", "in", purposes],
            ...(found ? found.domain : []),
        ];
    }

    async loadPieces() {
        const place = this.state.selected && this.place(this.state.selected);
        if (!place) {
            this.state.pieces = [];
            return;
        }
        const pieces = await this.orm.searchRead(
            "stock.lot",
            this.piecesDomain(place),
            ["name", "product_id", "purpose", "plan_place_id"],
            { limit: FIRST_PIECES, order: "name" }
        );
        if (this.state.selected === place.id) {
            this.state.pieces = pieces;
        }
    }

    async openPieces(place, purpose) {
        const action = await this.action.loadAction("bk_furniture_reuse.stock_lot_action_pieces");
        await this.action.doAction({ ...action, name: place.name, domain: this.piecesDomain(place, purpose), context: {} });
    }

    async openPiece(id) {
        const action = await this.action.loadAction("bk_furniture_reuse.stock_lot_action_piece_form");
        await this.action.doAction({ ...action, res_id: id });
    }

    /** Light one piece, for whoever came from its page. */
    showPiece(id) {
        const pin = this.state.data.pins.find((row) => row.id === id);
        this.state.pin = id;
        if (pin) {
            this.state.focus = { x: pin.x, y: pin.y, key: `pin${id}` };
        } else if (this.plan) {
            this.notification.add(_t("The piece has no pin on the plan yet. Its room is marked."), { type: "info" });
        }
        this.redraw();
    }

    // What is done on the map ---------------------------------------------------------------------------------------------

    setMode(mode) {
        const { selected } = this.state;
        const again = this.state.mode === mode;
        this.leaveModes();
        this.state.mode = again ? "look" : mode;
        this.state.sheet = !again;
        if (this.state.mode === "draw" && selected && this.place(selected)?.polygon && this.plan) {
            this.drafts.edit(selected, this.place(selected).polygon);
        }
    }

    leaveModes() {
        this.state.mode = "look";
        this.state.placing = false;
        this.drafts.reset();
    }

    onTapRoom(id) {
        return this.select(id);
    }

    onTapPin(id) {
        return this.state.mode === "look" ? this.openPiece(id) : this.showPin(id);
    }

    showPin(id) {
        const pin = this.state.data.pins.find((row) => row.id === id);
        this.state.pin = id;
        return pin.place ? this.select(pin.place) : this.redraw();
    }

    /** A press on the map: a corner of the outline, or where a piece is put; false when it is neither. */
    onTapPoint(point) {
        if (this.state.placing) {
            this.setPin(this.state.placing.id, point);
            return true;
        }
        return this.state.mode === "draw" && this.drafts.add(point);
    }

    startPlacing(piece) {
        this.state.placing = { id: piece.id, name: piece.name };
        this.state.sheet = false;
    }

    get placingText() {
        return _t("Press where %s stands.", this.state.placing.name);
    }

    async setPin(id, [x, y]) {
        try {
            await this.orm.call("stock.lot", "set_plan_pin", [[id], x, y]);
        } catch (error) {
            if (error.data?.message) {
                this.notification.add(error.data.message, { type: "danger" });
                return false;
            }
            throw error;
        }
        this.state.placing = false;
        await this.reload();
        return true;
    }

    async clearPin(id) {
        await this.orm.call("stock.lot", "clear_plan_pin", [[id]]);
        await this.reload();
    }

    /** Keep an outline: of a room, or of a new one by its name; no polygon takes the outline away. Tells the room's id. */
    async saveOutline(roomId, polygon, name = "") {
        try {
            if (polygon) {
                roomId = await this.orm.call("stock.location", "draw_room", [this.floor.id, polygon, roomId, name]);
            } else {
                await this.orm.write("stock.location", [roomId], { plan_polygon: false });
            }
        } catch (error) {
            if (error.data?.message) {
                this.notification.add(error.data.message, { type: "danger" });
                return false;
            }
            throw error;
        }
        await this.load(this.floor.id);
        this.state.selected = roomId;
        await this.loadPieces();
        return roomId;
    }

    onKeydown(ev) {
        if (ev.target.closest("input, select, textarea")) {
            return;
        }
        if (this.state.mode === "draw") {
            const { drafts } = this;
            if (ev.key === "Escape") {
                drafts.drop();
            } else if (ev.key === "Enter" && drafts.canClose && !ev.target.closest("button")) {
                drafts.close();
            } else if (ev.key === "Delete" || ev.key === "Backspace") {
                drafts.removeCorner();
            } else if (ev.key === "z" && (ev.ctrlKey || ev.metaKey)) {
                drafts.undo();
            } else {
                return;
            }
            ev.preventDefault();
            ev.stopPropagation();
        } else if (ev.key === "Escape" && this.state.placing) {
            this.state.placing = false;
        }
    }

    async upload(content, fileName, page) {
        try {
            const { reshaped } = await this.orm.call("furniture.floor.plan", "upload_drawing", [this.floor.id, content, fileName, page]);
            await this.load(this.floor.id);
            this.notification.add(
                reshaped
                    ? _t("The new drawing has another shape than the one before. Check that the rooms still fit.")
                    : _t("The drawing is in place."),
                { type: reshaped ? "warning" : "success" }
            );
        } catch (error) {
            if (!error.data?.message) {
                throw error;
            }
            this.notification.add(error.data.message, { type: "danger", sticky: true });
        }
    }

    cardTitle(room) {
        return `${room.name}: ${inWords(room.counts, this.state.shown) || _t("no pieces")}`;
    }
}

registry.category("actions").add("bk_furniture_reuse.floor_plan", FloorPlan);
