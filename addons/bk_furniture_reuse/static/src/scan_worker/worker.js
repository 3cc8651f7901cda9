// @odoo-module ignore
/* eslint-disable no-restricted-globals */

// Service worker of the scan page: lets it open without network. Only pages, files and pictures are kept, never what is
// posted. The page itself is kept for one person, and only when everything that it is made of is here too.

const PAGE = "/furniture/scan";
const WORDS = `${PAGE}/words`;
const FILES = "bk-scan-files-1"; // the same for everybody, by addresses that change with the content
const OWN = "bk-scan-own-1"; // of the person who is logged in: let go of at log-out
const PATIENCE = 2500; // ms for a page, then the one that is kept is shown
const PICTURES = 400;

let newest = null; // the page as the network last gave it, until its files are here

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => event.waitUntil(start()));

async function start() {
    const mine = new Set([FILES, OWN]);
    const names = (await caches.keys()).filter((name) => name.startsWith("bk-scan-") && !mine.has(name));
    await Promise.all(names.map((name) => caches.delete(name)));
    await self.clients.claim();
}

self.addEventListener("fetch", (event) => {
    const { request } = event;
    const url = new URL(request.url);
    if (request.method !== "GET" || url.origin !== self.location.origin) {
        return;
    }
    if (request.mode === "navigate") {
        if (url.pathname === PAGE) {
            event.respondWith(page(event));
        }
    } else if (url.pathname === WORDS) {
        event.respondWith(networkFirst(request, OWN, WORDS));
    } else if (url.pathname.startsWith("/web/image/")) {
        event.respondWith(picture(event));
    } else if (url.pathname.startsWith("/web/assets/") || url.pathname.includes("/static/")) {
        event.respondWith(file(request, url));
    }
});

self.addEventListener("message", (event) => {
    if (event.data?.type === "keep") {
        event.waitUntil(keep(event.data));
    }
});

/** The page: from the network if it answers soon, else as it is kept. */
async function page(event) {
    const kept = await (await caches.open(OWN)).match(PAGE);
    const fresh = fetch(event.request).then(async (response) => {
        if (response.ok && response.headers.has("X-Scan-Owner")) {
            newest = response.clone();
        } else if (response.type === "opaqueredirect" || response.status === 403) {
            await caches.delete(OWN); // logged out, or no longer allowed
        }
        return response;
    });
    if (!kept) {
        return fresh;
    }
    event.waitUntil(fresh.catch(() => {}));
    const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
    const answer = await Promise.race([fresh.catch(() => null), late]);
    return answer && answer.status < 500 ? answer : kept; // a proxy may answer while the server starts
}

/** The page's files are fetched; then, and only then, the page is kept. What an older page needed is let go of. */
async function keep({ owner, files, lang }) {
    const cache = await caches.open(FILES);
    const wanted = new Set(files.map((address) => new URL(address, self.location.origin).href));
    for (const address of wanted) {
        if (!(await cache.match(address))) {
            const response = await fetch(address);
            if (!response.ok) {
                return; // the page that is kept stays as it was
            }
            await cache.put(address, response);
        }
    }
    const response = newest || (await fetch(PAGE, { credentials: "same-origin" }));
    if (response.headers.get("X-Scan-Owner") !== owner) {
        return;
    }
    if (!wanted.size || (await assetsOf(response)).some((address) => !wanted.has(address))) {
        return; // the server has another version by now than the page that asks: its own page asks again
    }
    newest = null;
    const own = await caches.open(OWN);
    const kept = await own.match(PAGE);
    if (kept && kept.headers.get("X-Scan-Owner") !== owner) {
        await caches.delete(OWN); // somebody else was here before
    }
    const mine = await caches.open(OWN);
    await mine.put(WORDS, await fetch(`${WORDS}?lang=${encodeURIComponent(lang)}`));
    await mine.put(PAGE, response);
    for (const { url } of await cache.keys()) {
        if (url.includes("/web/assets/") && !wanted.has(url)) {
            await cache.delete(url);
        }
    }
}

/** Addresses of the scripts and styles that a page names. */
async function assetsOf(response) {
    const text = await response.clone().text();
    return [...text.matchAll(/(?:src|href)="([^"]*\/web\/assets\/[^"]+)"/g)].map(
        ([, address]) => new URL(address.replaceAll("&amp;", "&"), self.location.origin).href
    );
}

/** Files by the address that changes with their content: as kept; others are looked up anew in the background. */
async function file(request, url) {
    const cache = await caches.open(FILES);
    const kept = await cache.match(request);
    if (kept && url.pathname.startsWith("/web/assets/")) {
        return kept;
    }
    const fresh = fetch(request).then((response) => {
        if (response.ok) {
            cache.put(request, response.clone());
        }
        return response;
    });
    if (kept) {
        fresh.catch(() => {});
        return kept;
    }
    return fresh;
}

/** Pictures that were seen, the latest of them. */
async function picture(event) {
    const cache = await caches.open(OWN);
    const kept = await cache.match(event.request);
    const fresh = fetch(event.request).then((response) => {
        if (response.ok) {
            event.waitUntil(keepPicture(cache, event.request, response.clone()));
        }
        return response;
    });
    if (kept) {
        event.waitUntil(fresh.catch(() => {})); // somebody may have taken another one: it is seen the next time
        return kept;
    }
    return fresh;
}

async function keepPicture(cache, request, response) {
    await cache.put(request, response);
    const pictures = (await cache.keys()).filter(({ url }) => url.includes("/web/image/"));
    await Promise.all(pictures.slice(0, -PICTURES).map((old) => cache.delete(old)));
}

async function networkFirst(request, name, key) {
    const cache = await caches.open(name);
    try {
        const response = await fetch(request);
        if (response.ok) {
            await cache.put(key, response.clone());
        }
        return response;
    } catch (error) {
        const kept = await cache.match(key);
        if (kept) {
            return kept;
        }
        throw error;
    }
}
