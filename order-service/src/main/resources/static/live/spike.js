import {Refused} from './api.js';

const ORDERS = 1000;
const PER_SECOND = 100;
const TICK_MS = 50;
/** Browsers open six connections to a host; more at once would only keep the page's other requests waiting. */
const MOST_AT_ONCE = 20;
const MOST_TRIES = 10;

/** Places a thousand orders, a hundred a second. As clients do, it sends an order again that is refused for now. */
export class Spike {

    #place;
    #progress;
    #begin;
    #started = 0;
    #underWay = 0;
    #stopped = false;
    #counts = {accepted: 0, refused: 0, unanswered: 0, sentAgain: 0};

    /**
     * @param place places one order, under the idempotency key that it is given
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
        this.#counts[await this.#outcome()]++;
        this.#underWay--;
        this.#startWhatIsDue();
    }

    async #outcome() {
        const key = idempotencyKey();
        for (let tries = 1; ; tries++) {
            try {
                await this.#place(key);
                return 'accepted';
            } catch (e) {
                const again = e instanceof Refused ? e.retryAfter : 1;
                if (again === null || tries === MOST_TRIES || this.#stopped) {
                    return e instanceof Refused ? 'refused' : 'unanswered';
                }
                this.#counts.sentAgain++;
                await new Promise(resolve => setTimeout(resolve, again * 1000));
            }
        }
    }
}

function idempotencyKey() {
    return Array.from(crypto.getRandomValues(new Uint8Array(16)), it => it.toString(16).padStart(2, '0')).join('');
}
