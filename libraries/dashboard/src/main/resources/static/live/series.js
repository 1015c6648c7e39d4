import {sum} from './format.js';

const MOST = 900;

/**
 * The last 15 minutes, one sample per second: times in `at`, and as many values under each name; null where a value is unknown.
 */
export class Series {

    at = [];
    #values = new Map();

    replace(history) {
        this.at = history.at.slice(-MOST);
        this.#values = new Map(Object.entries(history.series).map(([name, values]) => [name, values.slice(-MOST)]));
    }

    /** @param sample values by name; for a new name earlier values are null, for a missing name the new value is null */
    append(second, sample) {
        const last = this.at.length - 1;
        if (second < this.at[last]) {
            return;
        }
        // The first snapshot may belong to the last second of the history.
        const index = second === this.at[last] ? last : last + 1;
        this.at[index] = second;
        for (const name of new Set([...this.#values.keys(), ...Object.keys(sample)])) {
            this.of(name)[index] = sample[name] ?? null;
        }
        if (this.at.length > MOST) {
            this.at.shift();
            this.#values.forEach(it => it.shift());
        }
    }

    of(name) {
        if (!this.#values.has(name)) {
            this.#values.set(name, this.at.map(() => null));
        }
        return this.#values.get(name);
    }

    /** The consumers with at least one sample. */
    consumers() {
        return [...this.#values.keys()].filter(it => it.endsWith('.depth')).map(it => it.slice(0, -'.depth'.length));
    }
}

export function sampleOf(snapshot) {
    const sample = {accepted: snapshot.orders.acceptedPerSecond};
    for (const consumer of snapshot.services.flatMap(it => it.consumers)) {
        sample[`${consumer.name}.depth`] = depthOf(consumer);
        sample[`${consumer.name}.in`] = consumer.inPerSecond;
        sample[`${consumer.name}.out`] = consumer.outPerSecond;
        sample[`${consumer.name}.limit`] = consumer.limitPerSecond;
        sample[`${consumer.name}.oldest`] = consumer.oldestSeconds;
    }
    return sample;
}

export function depthOf(consumer) {
    return sum(Object.values(consumer.queues ?? {}));
}
