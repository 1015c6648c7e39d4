import {element} from './dom.js';

const MOST = 3;
const KEPT_MS = {done: 8000, failed: 20_000, alert: 20_000};

/** Announces the result of an action, visibly and to screen readers. */
export function say(text, kind = 'done') {
    const region = document.getElementById('say');
    const line = element('p', {'data-kind': kind}, text);
    region.append(line);
    while (region.childElementCount > MOST) {
        region.firstElementChild.remove();
    }
    setTimeout(() => line.remove(), KEPT_MS[kind]);
}

/** Runs the action, and announces its error if it fails. */
export async function saying(action) {
    try {
        return await action();
    } catch (e) {
        say(e.message, 'failed');
        return undefined;
    }
}
