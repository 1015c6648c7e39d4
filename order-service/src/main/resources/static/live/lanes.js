import {fromTemplate, setText} from './dom.js';
import {count} from './format.js';

/** What is in the lanes of a queue, as bars. */
export class Lanes {

    #list;
    #lanes = new Map();

    constructor(list) {
        this.#list = list;
    }

    draw(queues) {
        Object.keys(queues).forEach(it => this.#lane(it));
        // Lanes stay when nobody can tell what is in them: while the broker is down.
        for (const [queue, lane] of this.#lanes) {
            lane.querySelector('.bar').style.setProperty('--fill', fill(queues[queue]));
            setText(lane.querySelector('.lane-depth'), count(queues[queue]));
        }
    }

    #lane(queue) {
        if (!this.#lanes.has(queue)) {
            const lane = fromTemplate('lane-template');
            lane.dataset.queue = queue;
            lane.querySelector('.lane-name').textContent = queue.slice(queue.lastIndexOf('.') + 1);
            this.#list.append(lane);
            this.#lanes.set(queue, lane);
        }
        return this.#lanes.get(queue);
    }
}

/** Logarithmic: three waiting are to be seen, and so is the difference between 1,000 and 10,000, which fill the bar. */
function fill(depth) {
    return depth ? Math.min(1, Math.log10(1 + depth) / 4) : 0;
}
