/** What a crew member is asked, one question per screen, and the records that their answers make. No words, no screen. */

export const TASKS = {
    register: ["place", "tag", "type", "model", "condition", "photo"],
    move: ["tag", "place"],
    photo: ["photo"],
    help: ["photo", "text"],
};

/** The steps of a task; `given`: answers that were there before it began. A model is not asked for without its type. */
export function stepsOf(task, answers, given = {}) {
    return (TASKS[task] || []).filter(
        (step) => !(step === "tag" && given.code) && !(step === "model" && answers.type === null)
    );
}

/** The records of a task that is done: [{kind, data, photo}]. What nobody knows is left out. */
export function recordsOf(task, { code, place, from, type, model, condition, photo, text }) {
    const known = (data) => Object.fromEntries(Object.entries(data).filter(([, value]) => value !== null && value !== undefined && value !== ""));
    const picture = photo ? [{ kind: "photo", data: { code }, photo }] : [];
    switch (task) {
        case "register":
            return [
                { kind: "register", data: known({ code, place: place?.id, product: model?.id, category_id: model ? null : type?.id, condition }) },
                ...picture,
            ];
        case "move":
            return [{ kind: "move", data: known({ code, place: place?.id, from }) }];
        case "photo":
            return picture;
        case "help":
            return [{ kind: "question", data: known({ code, place: place?.id, text }), photo }];
    }
    return [];
}

/** How many pieces of each kind of work this device knows of today: {register, move}. `server`: what the working set says. */
export function countsOf(kept, server, date) {
    const mine = kept?.date === date ? kept : {};
    const theirs = server?.date === date ? { register: server.pieces, move: server.moved } : {};
    return {
        register: Math.max(mine.register || 0, theirs.register || 0),
        move: Math.max(mine.move || 0, theirs.move || 0),
    };
}

/** The local date, as the server writes it. */
export function today() {
    const now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}
