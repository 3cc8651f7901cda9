// A short tone and a buzz, so that somebody who scans need not look up each time. Silent where the device has neither.
const TONES = { success: [880, 0.08], info: [660, 0.08], warning: [440, 0.2], danger: [220, 0.3] };
let context;

export function signal(tone) {
    const [frequency, seconds] = TONES[tone] || TONES.info;
    try {
        context ||= new AudioContext();
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
    if (tone === "warning" || tone === "danger") {
        navigator.vibrate?.(tone === "danger" ? [120, 60, 120] : 120);
    }
}
