import {call} from './api.js';
import {fromTemplate, removeNodes, setText} from './dom.js';
import {clock, money, shortId} from './format.js';
import {Timeline} from './timeline.js';

const PAYMENT = {PLACED: 'placed', PAID: 'paid', PAYMENT_FAILED: 'failed', SHIPPED: 'shipped'};
const MAIL = {PENDING: 'pending', SENT: 'sent', FAILED: 'failed'};
/** While many orders arrive, new rows would move another row under the pointer before the reader clicks. */
const MOST_UNDER_POINTER = 3;

/** The latest orders, newest first. */
export class Orders {

    #table = document.getElementById('orders');
    #body = this.#table.querySelector('tbody');
    #rows = new Map();
    #timelines = new Map();

    constructor() {
        this.#body.addEventListener('click', event => {
            const id = event.target.closest('[data-action="timeline"]')?.closest('tr').dataset.order;
            if (id) {
                this.#timelines.get(id).toggle();
            }
        });
    }

    caption(text) {
        setText(document.getElementById('orders-caption'), text);
    }

    draw(orders) {
        const latest = new Set(orders.map(it => it.id));
        const fresh = orders.filter(it => !this.#rows.has(it.id));
        if (fresh.length <= MOST_UNDER_POINTER || !this.#body.matches(':hover')) {
            fresh.forEach(it => this.#add(it));
            this.#remove([...this.#rows.keys()].filter(it => !latest.has(it) && !this.#isInUse(it)));
        }
        orders.filter(it => this.#rows.has(it.id)).forEach(it => this.#fill(it));
    }

    #add(order) {
        const row = fromTemplate('order-template');
        row.dataset.order = order.id;
        row.dataset.placedAt = order.placedAt;
        const id = row.querySelector('code');
        id.textContent = shortId(order.id);
        id.title = order.id;
        row.querySelector('th small').textContent = `${order.priority}, ${money(order.total, order.currency)}`;
        const time = row.querySelector('time');
        time.textContent = clock(order.placedAt);
        time.dateTime = order.placedAt;
        const button = row.querySelector('button');
        button.setAttribute('aria-label', `Events of order ${shortId(order.id)}`);
        // Existing rows never move, so focus and selection stay.
        this.#body.insertBefore(row, this.#firstOlderThan(order));
        this.#rows.set(order.id, row);
        this.#timelines.set(order.id, new Timeline(row, button, () => call('GET', `/orders/${order.id}/events`)));
    }

    #firstOlderThan({placedAt}) {
        const isOlder = it => Date.parse(it.dataset.placedAt) < Date.parse(placedAt);
        return [...this.#body.querySelectorAll('tr[data-order]')].find(isOlder) ?? null;
    }

    #fill(order) {
        const row = this.#rows.get(order.id);
        const [status, confirmation] = row.querySelectorAll('.pill');
        const changed = row.dataset.status !== order.status || row.dataset.confirmation !== order.confirmation;
        row.dataset.status = order.status;
        row.dataset.confirmation = order.confirmation;
        setText(status, PAYMENT[order.status] ?? order.status);
        setText(row.querySelector('td small'), order.failureReason ?? '');
        setText(confirmation, MAIL[order.confirmation] ?? order.confirmation);
        if (changed) {
            this.#timelines.get(order.id).refresh();
        }
    }

    #isInUse(id) {
        return this.#timelines.get(id).isOpen || this.#rows.get(id).contains(document.activeElement);
    }

    #remove(ids) {
        removeNodes(ids.map(it => this.#rows.get(it)), document.getElementById('orders-title'));
        for (const id of ids) {
            this.#timelines.get(id).close();
            this.#timelines.delete(id);
            this.#rows.delete(id);
        }
    }
}
