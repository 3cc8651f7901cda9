import { registry } from "@web/core/registry";

// An employee opens the overview, unfolds a building down to a room and clicks a number: the list shows just as many pieces.
registry.category("web_tour.tours").add("bk_furniture_reuse.place_overview", {
    steps: () => [
        { trigger: ".o_place_overview tr:contains('Nordre sone') .o_place_toggle", run: "click" },
        { trigger: ".o_place_overview tr:contains('Rådhuset') .o_place_toggle", run: "click" },
        { trigger: ".o_place_overview tr:contains('2. etasje') .o_place_toggle", run: "click" },
        { content: "Three stand in the room", trigger: ".o_place_overview tr:contains('214') .o_place_count[data-purpose=available]:contains(/^3$/)" },
        { content: "Find another place by its name", trigger: ".o_place_overview input[type=search]", run: "edit 215" },
        { trigger: ".o_place_overview tbody:not(:contains('214')) tr:contains('215') .o_place_count[data-purpose=available]:contains(/^2$/)" },
        { trigger: ".o_place_overview input[type=search]", run: "clear" },
        { trigger: ".o_place_overview tr:contains('214') .o_place_count[data-purpose=available]", run: "click" },
        { content: "The list shows them", trigger: ".o_list_view .o_pager:contains('1-3')" },
        { trigger: ".o_list_view .o_data_row:nth-child(3)" },
        { content: "No fourth", trigger: ".o_list_view tbody:not(:has(.o_data_row:nth-child(4)))" },
        { content: "Back to the overview, still unfolded", trigger: ".o_back_button, .breadcrumb-item a:contains('Overview per place')", run: "click" },
        { trigger: ".o_place_overview tr:contains('214')" },
    ],
});
