import {Refused} from './api.js';

const ORDERS = 1000;
const PER_SECOND = 100;
const TICK_MS = 50;
/** Browsers open six connections per host; more orders at once would delay the page's other requests. */
const MOST_AT_ONCE = 20;
const MOST_TRIES = 10;

/**
 * Places a thousand orders at a hundred per second. Retries an order that the service refuses with Retry-After, as clients do.
 */
export class Spike {

    #place;
    #progress;
    #begin;
    #started = 0;
    #underWay = 0;
    #stopped = false;
    #counts = {accepted: 0, refused: 0, unanswered: 0, sentAgain: 0};

    /**
     * @param place places one order with the given idempotency key
     * @param progress receives the counts regularly
     */
    constructor(place, progress) {
        this.#place = place;
        this.#progress = progress;
    }

    /** Starts no further orders. Still counts those in progress, because the service may accept them. */
    stop() {
        this.#stopped = true;
    }

    /** @return the counts, after all orders are answered */
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

    /** Uses the clock instead of counting ticks: ticks come late, in hidden pages only once a second. */
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
