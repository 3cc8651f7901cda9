import { registry } from "@web/core/registry";

// An operator scans a tag, changes the purpose of the piece and moves it to another room. The test opens the tag's address.
registry.category("web_tour.tours").add("bk_furniture_reuse.piece_by_tag", {
    steps: () => [
        { content: "The tag led to the piece", trigger: ".o_form_view .o_field_widget[name=name]:contains(/^M\\d+$/)" },
        { content: "It is available", trigger: ".o_field_widget[name=purpose]:contains('Available')" },
        { trigger: "button:contains('Change purpose')", run: "click" },
        { content: "Reserved is not offered", trigger: ".modal .o_field_widget[name=purpose]:not(:contains('Reserved'))" },
        { trigger: ".modal .o_field_widget[name=purpose] label:contains('Redesign')", run: "click" },
        { trigger: ".modal .o_field_widget[name=reason] input", run: "edit New cover" },
        { trigger: ".modal footer button:contains('Change purpose')", run: "click" },
        { content: "The piece says so at once", trigger: "body:not(:has(.modal)) .o_field_widget[name=purpose]:contains('Redesign')" },
        { trigger: "button:contains(/^Move$/)", run: "click" },
        { trigger: ".modal .o_field_widget[name=location_id] input", run: "edit 215" },
        { trigger: ".ui-autocomplete a:contains('/ 215')", run: "click" },
        { trigger: ".modal .o_field_widget[name=note] input", run: "edit To the other room" },
        { trigger: ".modal footer button:contains(/^Move$/)", run: "click" },
        { content: "It stands there", trigger: "body:not(:has(.modal)) .o_field_widget[name=location_id]:contains('/ 215')" },
    ],
});
