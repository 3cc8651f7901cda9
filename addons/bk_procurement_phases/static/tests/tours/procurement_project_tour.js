import { registry } from "@web/core/registry";

// A procurement officer plans a project, opens its first phase and looks at the pieces behind a key figure.
registry.category("web_tour.tours").add("bk_procurement_project", {
    url: "/odoo/furnishing-projects",
    steps: () => [
        { trigger: ".o-kanban-button-new", run: "click" },
        { trigger: ".o_field_widget[name=name] input", run: "edit Biblioteket" },
        { trigger: ".o_field_widget[name=phase_ids] .o_data_row:first-child td[name=goal]", run: "click" },
        { trigger: ".o_field_widget[name=phase_ids] .o_data_row:first-child td[name=goal] input", run: "edit 60" },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_form_saved" },
        { trigger: ".o_field_widget[name=phase_ids] .o_data_row:first-child button[name=action_open]", run: "click" },
        { trigger: ".o_field_widget[name=phase_ids] .o_data_row:first-child button[name=action_close]" },
        { trigger: "button[name=action_open_pieces] .o_field_widget[name=available_count]", run: "click" },
        { trigger: ".o_list_view .o_data_row" },
        { trigger: ".o_breadcrumb .o_back_button a:contains(Biblioteket)", run: "click" },
        { trigger: ".o_form_view .o_field_widget[name=goal_definition]" },
    ],
});
