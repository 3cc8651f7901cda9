import { _t } from "@web/core/l10n/translation";
import { formatCurrency } from "@web/core/currency";
import { formatFloat, formatInteger } from "@web/views/fields/formatters";

// From here on, a weight is easier to take in as tonnes.
const TONNES_FROM = 10000;

/** Whole numbers with the separators of the user's language. */
export function whole(value) {
    return formatInteger(Math.round(value || 0) || 0);
}

export function decimal(value, digits = 1) {
    return formatFloat(value || 0, { digits: [16, digits] });
}

/** Text of kg or tonnes; `like` is the amount that decides which, so that an interval has the unit of its middle. */
export function weight(value, like = value) {
    if (Math.abs(like) >= TONNES_FROM) {
        return _t("%s tonnes", decimal(value / 1000));
    }
    return _t("%s kg", whole(value));
}

/** A weight in two parts, for a big figure. */
export function weightParts(value) {
    if (Math.abs(value) >= TONNES_FROM) {
        return { number: decimal(value / 1000), unit: _t("tonnes") };
    }
    return { number: whole(value), unit: _t("kg") };
}

export function interval(low, high, like) {
    return _t("between %(low)s and %(high)s", { low: weight(low, like), high: weight(high, like) });
}

/** Money without decimals, in the currency of the company. */
export function money(value, currencyId) {
    return formatCurrency(Math.round(value || 0) || 0, currencyId, { digits: [69, 0] });
}

/** How far it is to a target: `{percent, text}`, or what a bar has as its props. */
export function ofTarget({ percent: reached, text, target }) {
    return _t("%(percent)s of the target, %(target)s", { percent: percent(reached), target: text || target });
}

export function percent(value, digits = 0) {
    return value === null || value === undefined ? "–" : _t("%s %%", decimal(value, digits));
}
