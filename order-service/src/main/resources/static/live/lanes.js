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
        for (const [queue, depth] of Object.entries(queues)) {
            const lane = this.#lane(queue);
            lane.querySelector('.bar').style.setProperty('--fill', fill(depth));
            setText(lane.querySelector('.lane-depth'), count(depth));
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
