import {call} from './api.js';
import {setText} from './dom.js';
import {shortId} from './format.js';
import {say, saying} from './say.js';
import {Spike} from './spike.js';

const byId = id => document.getElementById(id);

function newOrder() {
    return {
        customerEmail: 'ada@example.org',
        paymentMethod: byId('token').value,
        priority: byId('priority').value,
        items: [{sku: 'book-42', quantity: 2, unitPrice: 9.95}],
    };
}

/**
 * Sets up the buttons that place orders.
 *
 * @param placed receives each accepted order
 */
export function setUpPlacing(placed) {
    const place = async (body, headers) => {
        const order = await call('POST', '/orders', body, headers);
        placed(order);
        return order;
    };
    const effect = () => setText(byId('token-effect'), byId('token').selectedOptions[0].dataset.effect);
    byId('token').addEventListener('change', effect);
    effect();

    byId('place-order').addEventListener('click', () => saying(async () => {
        const order = await place(newOrder());
        say(`Order ${shortId(order.id)} is placed.`);
    }));

    let spike = null;
    byId('spike').addEventListener('click', async () => {
        if (spike !== null) {
            spike.stop();
            return;
        }
        const body = newOrder();
        spike = new Spike(key => place(body, {'Idempotency-Key': key}), showProgress);
        setText(byId('spike'), 'Stop the spike');
        byId('spike-progress').hidden = false;
        say(`Spike over: ${summary(await spike.run())}.`);
        spike = null;
        setText(byId('spike'), 'Spike');
    });
}

function showProgress(counts) {
    byId('spike-progress').querySelector('progress').value = counts.accepted + counts.refused + counts.unanswered;
    setText(byId('spike-count'), summary(counts));
}

function summary({accepted, refused, unanswered, sentAgain}) {
    return `${accepted} accepted, ${refused} refused${unanswered ? `, ${unanswered} without an answer` : ''}`
        + (sentAgain ? `, ${sentAgain} sent again` : '');
}
