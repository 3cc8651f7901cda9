import { _t } from "@web/core/l10n/translation";
import { interval, money, percent, weight, weightParts, whole } from "./format";

/** The three figures that everybody is to take in: what they are called, how they are written, and what opens them. */
export function headline(data) {
    const { figures, coverage, targets, currency_id: currency } = data;
    const co2 = weightParts(figures.own.net);
    const waste = weightParts(figures.waste);
    const target = (measure, text) =>
        targets[measure] && { percent: targets[measure].percent, text: text(targets[measure].value) };
    return [
        {
            name: "own",
            title: _t("Avoided emissions"),
            number: co2.number,
            unit: _t("%s CO2e", co2.unit),
            under: interval(figures.own.low, figures.own.high, figures.own.net),
            note: _t("Our own reuse. What reuse itself emitted is subtracted."),
            coverage: coverage.factor,
            coverageOf: _t("Climate data"),
            target: target("co2e", (value) => weight(value)),
        },
        {
            name: "waste",
            title: _t("Waste avoided"),
            number: waste.number,
            unit: waste.unit,
            under: _t("furniture that would have been thrown away"),
            note: _t("Our own reuse. Pieces without a known weight are not in it."),
            coverage: coverage.mass,
            coverageOf: _t("Weight"),
            target: target("waste", (value) => weight(value)),
        },
        {
            name: "money",
            title: _t("Saved, net"),
            number: money(figures.money.net_saving, currency),
            under: _t("%(gross)s in purchases avoided, %(cost)s in costs", {
                gross: money(figures.money.avoided_purchase, currency),
                cost: money(figures.money.cost, currency),
            }),
            note: missingMoney(figures.money),
            coverage: coverage.price,
            coverageOf: _t("Price"),
            target: target("money", (value) => money(value, currency)),
        },
    ];
}

/** What is not known about the money, which makes the net figure too low or too high. */
export function missingMoney({ price_missing: prices, cost_missing: costs }) {
    return [
        prices
            ? _t("Without VAT. The price is missing for %s pieces; they count as no saving.", whole(prices))
            : _t("Without VAT. No price is missing."),
        costs ? _t("Some cost is not known for %s pieces, so the net figure may be too high.", whole(costs)) : "",
    ]
        .filter(Boolean)
        .join(" ");
}

/** Lines beside the headline, none of which is added to it. */
export function besideLines(data) {
    const { figures, coverage, material, waiting } = data;
    const said = (line) =>
        _t("%(interval)s, %(count)s pieces", {
            interval: interval(line.low, line.high, line.net),
            count: whole(line.pieces),
        });
    const fractions = material.fractions.map(({ name, kg }) => `${name} ${weight(kg)}`).join(", ");
    return [
        {
            name: "process",
            label: _t("Emitted by reuse: transport, storage, refurbishment"),
            value: _t("%s CO2e", weight(figures.own.process)),
            note: _t("Already subtracted from the avoided emissions."),
            of: "own",
        },
        {
            name: "outside",
            label: _t("Reuse by others: given away or sold"),
            value: _t("%s CO2e", weight(figures.outside.net)),
            note: said(figures.outside),
            coverage: coverage.outside,
            coverageOf: _t("Climate data"),
        },
        {
            name: "proxy",
            label: _t("Rough estimates by weight"),
            value: _t("%s CO2e", weight(figures.proxy.net)),
            note: said(figures.proxy),
            coverage: coverage.proxy,
            coverageOf: _t("Climate data"),
        },
        {
            name: "none",
            label: _t("Not quantified: no factor known"),
            value: _t("%s pieces", whole(figures.none.pieces)),
        },
        {
            name: "material",
            label: _t("Recycled as material"),
            value: weight(material.kg),
            note: [
                fractions,
                material.unweighed ? _t("The weight of %s pieces is not known.", whole(material.unweighed)) : "",
                _t("Recycling is no reuse."),
            ]
                .filter(Boolean)
                .join(". ")
                .replaceAll("..", "."),
        },
        {
            name: "waiting",
            label: _t("Waiting: less than 30 days in the new use"),
            value: _t("%s events", whole(waiting.count)),
            note: _t("They are in no figure yet."),
        },
    ];
}

export function moneyLines(data) {
    const { figures, coverage, currency_id: currency } = data;
    const amount = (value) => money(value, currency);
    return [
        { name: "avoided_purchase", label: _t("Purchases avoided, gross"), value: amount(figures.money.avoided_purchase) },
        { name: "avoided_disposal", label: _t("Disposal avoided"), value: amount(figures.money.avoided_disposal) },
        { name: "income", label: _t("Sold for"), value: amount(figures.money.income) },
        { name: "cost", label: _t("Costs: used price, refurbishment, transport, storage, labour"), value: amount(-figures.money.cost) },
        {
            name: "net_saving",
            label: _t("Saved, net"),
            value: amount(figures.money.net_saving),
            strong: true,
            coverage: coverage.price,
            coverageOf: _t("Price"),
        },
        {
            name: "price_missing",
            label: _t("Pieces without a price"),
            value: whole(figures.money.price_missing),
            of: "price_missing",
        },
        {
            name: "cost_missing",
            label: _t("Pieces with a cost that is not known"),
            value: whole(figures.money.cost_missing),
            of: "cost_missing",
        },
    ].map((line) => ({ of: "money", ...line }));
}

export function ledgerLines(data) {
    const { figures } = data;
    return [
        { name: "pieces", label: _t("Pieces put to use again, counter-entries subtracted"), value: whole(figures.pieces), of: "pieces" },
        { name: "entered", label: _t("Entries"), value: whole(figures.entered), of: "entered" },
        { name: "countered", label: _t("Counter-entries: what was wrong is set right"), value: whole(figures.countered), of: "countered" },
    ];
}

/** Key figures of today. */
export function liveLines(data) {
    const { live } = data;
    const known = (share) => _t("%s of the pieces in use have this data.", percent(share));
    return [
        { name: "live_pieces", label: _t("Pieces we have"), value: whole(live.pieces), pieces: "pieces" },
        { name: "live_locations", label: _t("Sites with furniture"), value: whole(live.locations) },
        { name: "live_in_use", label: _t("Pieces in use"), value: whole(live.in_use), pieces: "in_use" },
        { name: "live_reused", label: _t("of these put to use by reuse"), value: whole(live.reused), pieces: "reused" },
        { name: "share_mass", label: _t("Reuse share by weight"), value: percent(live.shares.mass, 1), note: known(live.shares_known.mass) },
        { name: "share_value", label: _t("Reuse share by price when new"), value: percent(live.shares.value, 1), note: known(live.shares_known.value) },
    ];
}
