import {element} from './dom.js';
import {clock, duration} from './format.js';

/** The events of an order, in a row below the order's own. */
export class Timeline {

    #row;
    #button;
    #load;
    #shown = null;

    /** @param load fetches the events */
    constructor(row, button, load) {
        this.#row = row;
        this.#button = button;
        this.#load = load;
    }

    get isOpen() {
        return this.#shown !== null;
    }

    toggle() {
        return this.isOpen ? this.close() : this.#open();
    }

    close() {
        this.#shown?.remove();
        this.#shown = null;
        this.#button.setAttribute('aria-expanded', 'false');
    }

    #open() {
        const cell = element('td', {colspan: String(this.#row.cells.length)});
        this.#shown = element('tr', {class: 'timeline'}, cell);
        this.#row.after(this.#shown);
        this.#button.setAttribute('aria-expanded', 'true');
        return this.refresh();
    }

    async refresh() {
        const cell = this.#shown?.cells[0];
        if (!cell) {
            return;
        }
        try {
            cell.replaceChildren(list(await this.#load()));
        } catch (e) {
            cell.replaceChildren(element('p', {class: 'error'}, e.message));
        }
    }
}

function list(events) {
    const start = Date.parse(events[0].at);
    return element('ol', {}, ...events.map(event => element('li', {'data-event': event.type},
            element('time', {datetime: event.at}, clock(event.at)), ' ',
            element('span', {class: 'after'}, `+${duration(Math.max(0, (Date.parse(event.at) - start) / 1000))}`), ' ',
            element('b', {}, event.type), ' ',
            element('span', {class: 'what'}, [details(event.details), `by ${event.cause}`].filter(it => it).join('; ')))));
}

/** Shows only short values. The order's row already shows what was ordered. */
function details(values) {
    return Object.entries(values ?? {})
            .filter(([, value]) => value !== null && typeof value !== 'object')
            .map(([name, value]) => `${name} ${value}`)
            .join(', ');
}
