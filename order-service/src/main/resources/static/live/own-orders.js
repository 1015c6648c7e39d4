import {call} from './api.js';

const KEPT = 20;
const ASKED_AT_ONCE = 3;

/** The orders placed from this page: what there is to see without a login. */
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

    /** Asks after some of those that are under way, the one first that has waited longest. Called each second. */
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
            // It is asked again in its turn; that order-service is away the page says already.
        }
        this.#asking--;
    }
}
