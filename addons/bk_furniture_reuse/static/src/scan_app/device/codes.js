// What a scanned or typed text means, as far as a device can tell. The server's tools/tag_code.py has the last word.

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 11;
const NOISE = /^[\s\u0000\u0003\u0004\u00a0\u200b\u2060\ufeff]+|[\s\u0000\u0003\u0004\u00a0\u200b\u2060\ufeff]+$/g;
const SEPARATORS = /[\s\-\u00ad\u2010-\u2015\u2212]+/g;
const READ_AS = { O: "0", I: "1", L: "1" };

/** The code of one of our tags in one spelling, or "" where the text has not the form of one. */
export function ownCode(text) {
    text = (text || "").normalize("NFKC").replace(NOISE, "");
    if (text.includes("/")) {
        text = /(?:^|\/)m\/([^/]+)\/?$/i.exec(text.split(/[?#]/, 1)[0])?.[1] || "";
    }
    const code = text.replace(SEPARATORS, "").toUpperCase().replace(/[OIL]/g, (sign) => READ_AS[sign]);
    return code.length === LENGTH && [...code].every((sign) => ALPHABET.includes(sign)) ? code : "";
}

/** A code of another system as it is kept: untouched but for what no eye sees at its ends. */
export function foreignCode(text) {
    return (text || "").normalize("NFC").replace(NOISE, "");
}

/** The one spelling under which a code is looked up and compared. */
export function codeKey(text) {
    return ownCode(text) || foreignCode(text);
}

/** Whether the check character of an own code fits: a sum over the field with 32 elements is one. */
export function isWhole(code) {
    let sum = 0;
    [...code].forEach((sign, index) => {
        let value = ALPHABET.indexOf(sign);
        for (let times = LENGTH - 1 - index; times > 0; times--) {
            value <<= 1;
            value = value & 32 ? value ^ 37 : value;
        }
        sum ^= value;
    });
    return code.length === LENGTH && sum === 1;
}

/** A code in groups for the eye: 7H3K-9Q2M-X0P. */
export function readable(text) {
    const code = ownCode(text);
    return code ? [code.slice(0, 4), code.slice(4, 8), code.slice(8)].join("-") : foreignCode(text);
}
