import { _t } from "@web/core/l10n/translation";

/** The device's own store cannot be opened: a page without it would lose what is scanned, so it says so and does no more. */
export function tellBroken(error) {
    console.error(error);
    const main = document.createElement("main");
    main.className = "o_scan_broken";
    const heading = document.createElement("h1");
    heading.textContent = _t("This device cannot keep what you scan");
    const advice = document.createElement("p");
    advice.textContent = _t("It may be full, or the page is open in a private window. Delete something on the device, then load the page again. What was scanned before is still there.");
    const again = document.createElement("button");
    again.type = "button";
    again.textContent = _t("Load again");
    again.addEventListener("click", () => location.reload());
    main.append(heading, advice, again);
    document.body.replaceChildren(main);
}
