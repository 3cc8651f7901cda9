const SCOPE = "/furniture/scan";

/** Lets the service worker keep the page and all it is made of, so that it opens without network. */
export async function keepPage({ owner, lang, files, debug }) {
    if (!("serviceWorker" in navigator) || debug) {
        return; // not served securely, or a developer's assets that change with every press
    }
    try {
        await navigator.serviceWorker.register(`${SCOPE}/worker.js`, { scope: SCOPE });
        const { active } = await navigator.serviceWorker.ready;
        active.postMessage({ type: "keep", owner, lang, files: [...loadedFiles(), ...files] });
    } catch {
        // the page works without; it only does not open without network
    }
}

/** The page's own scripts and styles, by the addresses that change with their content. */
function loadedFiles() {
    const elements = document.querySelectorAll("script[src], link[rel=stylesheet], link[rel=apple-touch-icon]");
    return [...elements].map((element) => new URL(element.src || element.href).pathname);
}

/** Lets go of the page that is kept for a person, before they log out. */
export async function forgetPage() {
    for (const name of (await globalThis.caches?.keys()) || []) {
        if (name.startsWith("bk-scan-own")) {
            await caches.delete(name);
        }
    }
}
