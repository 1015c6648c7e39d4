import {element, setText} from './dom.js';

/** The names of a chart's lines with their values: the current ones, or those under the pointer. */
export class Legend {

    #list;
    #lines = [];
    #values = [];

    constructor(list) {
        this.#list = list;
    }

    show(lines) {
        this.#lines = lines.filter(it => !it.dashed);
        this.#values = this.#lines.map(() => element('b'));
        this.#list.replaceChildren(...this.#lines.map((it, i) => {
            const swatch = element('span', {class: 'swatch', 'aria-hidden': 'true'});
            swatch.style.setProperty('--colour', `var(${it.colour})`);
            return element('li', {}, swatch, `${it.label} `, this.#values[i]);
        }));
    }

    /** @param valueOf returns the value of a name; @param text formats the value of a line */
    draw(valueOf, text) {
        this.#lines.forEach((it, i) => setText(this.#values[i], text(it, valueOf)));
    }
}
