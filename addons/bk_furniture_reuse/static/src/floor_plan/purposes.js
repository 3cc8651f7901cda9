import { _t } from "@web/core/l10n/translation";

// Each purpose has a word, a colour, a pattern for rooms and a shape for pins: colour alone tells nobody everything.
// Shapes are drawn around 0,0 in screen pixels.
export const PURPOSES = [
    { key: "in_use", label: _t("In use"), shape: "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0 -12 0Z", pattern: "M0 12L12 0" },
    { key: "available", label: _t("Available"), shape: "M-6-6H6V6H-6Z", pattern: "M4 6h1M10 1h1M10 11h1M4 12h1" },
    { key: "reserved", label: _t("Reserved"), shape: "M0-8L8 0L0 8L-8 0Z", pattern: "M0 6H12M6 0V12" },
    { key: "redesign", label: _t("Redesign"), shape: "M0-8L8 6H-8Z", pattern: "M0 0L12 12" },
    { key: "recycling", label: _t("Recycling"), shape: "M-3-7H3V-3H7V3H3V7H-3V3H-7V-3H-3Z", pattern: "M0 3H12M0 9H12" },
];
