import {element, setText} from './dom.js';

/** The lines of a chart by name, with what they are at now, or where the pointer is. */
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

    /** @param valueOf what is known of a name; @param text a line's value in words */
    draw(valueOf, text) {
        this.#lines.forEach((it, i) => setText(this.#values[i], text(it, valueOf)));
    }
}
