const COLOURS = 8;
const consumers = [];

/** Each consumer's colour, the same everywhere on the page: a custom property of theme.css. */
export function colourOf(consumer) {
    if (!consumers.includes(consumer)) {
        consumers.push(consumer);
    }
    return `--colour-${consumers.indexOf(consumer) % COLOURS}`;
}

/** As a canvas needs it: what the property is now, light or dark. */
export function resolve(property) {
    return getComputedStyle(document.documentElement).getPropertyValue(property).trim();
}
