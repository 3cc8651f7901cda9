import { registry } from "@web/core/registry";

const scan = (code) => [
    { trigger: ".o_scan_field input", run: `edit ${code}` },
    { trigger: ".o_scan_take", run: "click" },
];

// A signature pad listens to the pointer, which a tour's own clicks do not move across.
function draw(canvas) {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    const at = (type, x, y, buttons = 1) =>
        canvas.dispatchEvent(
            new PointerEvent(type, {
                bubbles: true, cancelable: true, pointerId: 1, isPrimary: true, button: 0, buttons, pressure: 0.5,
                clientX: left + width * x, clientY: top + height * y,
            })
        );
    at("pointerdown", 0.2, 0.5);
    for (const step of [0.3, 0.4, 0.5, 0.6]) {
        at("pointermove", step, step);
    }
    at("pointerup", 0.6, 0.6, 0);
}

// An operator with a phone loads and delivers: wrong pieces and wrong rooms are said, one piece is missing, the school signs.
// Their numbers come with the address.
registry.category("web_tour.tours").add("bk_furniture_reuse.move_scan", {
    steps: () => {
        const [first, second, third, stranger] = new URL(window.location.href).searchParams.get("numbers").split(",");
        const done = (number) => `.o_move_scan_line[data-number='${number}'][data-noted='1']`;
        return [
            { content: "The load is on the work list", trigger: ".o_kanban_record:contains('AB 12345') button:contains('Load and deliver')", run: "click" },
            { trigger: ".o_move_scan_count:contains('0/3')" },
            ...scan(first),
            { content: "It is loaded", trigger: done(first) },
            { trigger: ".o_move_scan_said.alert-success" },
            ...scan(stranger),
            { content: "A wrong piece is said at once", trigger: ".o_move_scan_said.alert-danger:contains('not on this list')" },
            ...scan(second),
            { trigger: done(second) },
            { trigger: ".o_move_scan_undo", run: "click" },
            { content: "Taken back", trigger: ".o_move_scan_count:contains('1/3')" },
            ...scan(second),
            ...scan(third),
            { trigger: ".o_move_scan_count:contains('3/3')" },
            { trigger: ".o_move_scan_depart:enabled", run: "click" },
            { content: "Under way, so it is delivered next", trigger: ".o_move_scan_deliver[aria-pressed=true]" },
            { trigger: ".o_move_scan_count:contains('0/3')" },
            ...scan(first),
            { content: "The room comes first", trigger: ".o_move_scan_said.alert-danger:contains('room')" },
            { trigger: ".o_move_scan_here[data-room='214']", run: "click" },
            ...scan(first),
            { trigger: done(first) },
            ...scan(third),
            { content: "The wrong room is said", trigger: ".o_move_scan_said.alert-danger:contains('goes to Aula, you are in 214')" },
            { trigger: ".o_move_scan_leave", run: "click" },
            { trigger: done(third) },
            { content: "Not where it was planned", trigger: `.o_move_scan_line[data-number='${third}']:contains('Aula')` },
            { trigger: ".o_move_scan_finish", run: "click" },
            { content: "One has not arrived", trigger: `.modal:contains('${second}') button:contains('They are missing')`, run: "click" },
            { trigger: ".o_move_scan_said:contains('2 differences')" },
            { content: "What is missing stays on the screen", trigger: `.o_move_scan_difference:contains('Missing'):contains('${second}')` },
            { trigger: ".o_move_scan_sign", run: "click" },
            { trigger: ".modal .o_web_sign_name_input", run: "edit Rektor Berg" },
            { trigger: ".modal canvas.o_web_sign_signature", run: ({ anchor }) => draw(anchor) },
            { trigger: ".modal .o_receipt_sign:enabled", run: "click" },
            { trigger: "body:not(:has(.modal)) .o_move_scan_said:contains('Received by Rektor Berg')" },
        ];
    },
});
