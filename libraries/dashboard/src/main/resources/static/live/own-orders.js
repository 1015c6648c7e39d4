import {call} from './api.js';

const KEPT = 20;
const ASKED_AT_ONCE = 3;

/** The orders placed from this page: the only ones it shows without a login. */
export class OwnOrders {

    #orders = [];
    #asking = 0;

    add(order) {
        this.#orders.unshift(order);
        this.#orders.length = Math.min(this.#orders.length, KEPT);
    }

    latest() {
        return [...this.#orders];
    }

    /** Reloads a few unfinished orders, the longest not reloaded first. Called each second. */
    follow() {
        const underWay = this.#orders.filter(it => it.status === 'PLACED' || it.confirmation === 'PENDING');
        underWay.sort((a, b) => (a.askedAt ?? 0) - (b.askedAt ?? 0))
                .slice(0, ASKED_AT_ONCE - this.#asking)
                .forEach(it => this.#ask(it));
    }

    async #ask(order) {
        this.#asking++;
        order.askedAt = Date.now();
        try {
            Object.assign(order, await call('GET', `/orders/${order.id}`));
        } catch (e) {
            // A later call retries it. The page already shows that order-service is unavailable.
        }
        this.#asking--;
    }
}
