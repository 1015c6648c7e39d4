const COLOURS = 8;
const consumers = [];

/** Returns the custom property (theme.css) with the consumer's colour, the same everywhere on the page. */
export function colourOf(consumer) {
    if (!consumers.includes(consumer)) {
        consumers.push(consumer);
    }
    return `--colour-${consumers.indexOf(consumer) % COLOURS}`;
}

/** Returns the property's current value, light or dark, because a canvas can't read custom properties. */
export function resolve(property) {
    return getComputedStyle(document.documentElement).getPropertyValue(property).trim();
}
