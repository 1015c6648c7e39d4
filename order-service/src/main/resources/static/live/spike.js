import {Refused} from './api.js';

const ORDERS = 1000;
const PER_SECOND = 100;
const TICK_MS = 50;
/** Browsers open six connections to a host; more at once would only keep the page's other requests waiting. */
const MOST_AT_ONCE = 20;

/** Places a thousand orders, a hundred a second. */
export class Spike {

    #place;
    #progress;
    #begin;
    #started = 0;
    #underWay = 0;
    #stopped = false;
    #counts = {accepted: 0, refused: 0, unanswered: 0};

    /**
     * @param place places one order
     * @param progress hears the counts as they change
     */
    constructor(place, progress) {
        this.#place = place;
        this.#progress = progress;
    }

    /** Starts no more. Those under way are still counted: they may be accepted all the same. */
    stop() {
        this.#stopped = true;
    }

    /** @return the counts, when all are answered */
    run() {
        this.#begin = performance.now();
        return new Promise(resolve => {
            const timer = setInterval(() => {
                this.#startWhatIsDue();
                this.#progress(this.#counts);
                if ((this.#stopped || this.#started === ORDERS) && this.#underWay === 0) {
                    clearInterval(timer);
                    resolve(this.#counts);
                }
            }, TICK_MS);
        });
    }

    /** By the clock, not by the tick: ticks come late, in hidden pages once a second. */
    #startWhatIsDue() {
        const due = Math.min(ORDERS, (performance.now() - this.#begin) / 1000 * PER_SECOND);
        while (!this.#stopped && this.#started < due && this.#underWay < MOST_AT_ONCE) {
            this.#placeOne();
        }
    }

    async #placeOne() {
        this.#started++;
        this.#underWay++;
        try {
            await this.#place();
            this.#counts.accepted++;
        } catch (e) {
            this.#counts[e instanceof Refused ? 'refused' : 'unanswered']++;
        }
        this.#underWay--;
        this.#startWhatIsDue();
    }
}
