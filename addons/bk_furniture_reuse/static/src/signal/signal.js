// A short tone and a buzz, so that somebody who scans need not look up each time. Silent where the device has neither.
const TONES = { success: [880, 0.08], info: [660, 0.08], warning: [440, 0.2], danger: [220, 0.3] };
const BUZZES = { success: 40, info: 40, warning: 120, danger: [120, 60, 120] };
let context;

export function signal(tone) {
    const [frequency, seconds] = TONES[tone] || TONES.info;
    try {
        unlockSound();
        const oscillator = context.createOscillator();
        const volume = context.createGain();
        volume.gain.value = 0.08;
        oscillator.frequency.value = frequency;
        oscillator.connect(volume).connect(context.destination);
        oscillator.start();
        oscillator.stop(context.currentTime + seconds);
    } catch {
        // no sound on this device
    }
    // A browser lets a page buzz only after somebody has touched it, and complains otherwise.
    if (navigator.userActivation?.hasBeenActive ?? true) {
        navigator.vibrate?.(BUZZES[tone] || BUZZES.info);
    }
}

/** Telephones play a sound only once a touch has allowed it: called at the first one. */
export function unlockSound() {
    context ||= new AudioContext();
    if (context.state === "suspended") {
        context.resume();
    }
}
