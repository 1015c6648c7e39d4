import {fromTemplate, setText} from './dom.js';
import {count} from './format.js';

/** Shows the lanes of a queue as bars. */
export class Lanes {

    #list;
    #lanes = new Map();

    constructor(list) {
        this.#list = list;
    }

    draw(queues) {
        Object.keys(queues).forEach(it => this.#lane(it));
        // Keep the lanes while the broker is down and their depth is unknown.
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

/** Logarithmic, so that three messages are visible and 1,000 differ from 10,000, which fill the bar. */
function fill(depth) {
    return depth ? Math.min(1, Math.log10(1 + depth) / 4) : 0;
}
