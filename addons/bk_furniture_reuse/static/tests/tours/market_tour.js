import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("bk_furniture_reuse.market_reserve", {
    steps: () => [
        {
            content: "The card says how many there are, where and in which condition",
            trigger: ".o_kanban_record:contains('Capisco 8106'):contains('12 available now'):contains('at 3 places')",
            run: "click",
        },
        { content: "The page of the model says where they stand", trigger: ".o_market_breakdown:contains('Ombrukslager')" },
        { content: "Ask for some", trigger: ".o_statusbar_buttons button:contains('Reserve')", run: "click" },
        { content: "How many", trigger: ".modal div[name='quantity'] input", run: "edit 3" },
        { content: "Send", trigger: ".modal footer button:contains('Ask for them')", run: "click" },
        { content: "It is said what comes of it", trigger: ".o_notification:contains('is sent')" },
    ],
});
