import {ConsumerCard} from './consumer-card.js';
import {fromTemplate, removeNodes, setAttribute, setText, setValue} from './dom.js';
import {count, duration, rate} from './format.js';
import {paceOf} from './pace.js';

const byId = id => document.getElementById(id);

/** Draws the path of an order: which services are up, how many messages wait, and how fast they move. */
export class Flow {

    #order = byId('order-service');
    #services = new Map();
    #cards = new Map();

    draw(snapshot) {
        const alerting = new Set(snapshot.alerts.map(it => it.subject));
        this.#drawBroker(snapshot.brokerUp);
        for (const service of snapshot.services) {
            const isHome = service.ops === '/ops';
            const section = isHome ? this.#order : this.#section(service.name);
            drawState(section, service, alerting);
            if (isHome) {
                drawOrders(section, snapshot, service);
            } else {
                setValue(section, 'outbox', service.outbox?.messages, count);
            }
            for (const consumer of service.consumers) {
                this.#card(consumer.name, isHome ? byId('back') : section).draw(consumer, service, alerting);
            }
        }
        this.#forgetOthers(snapshot.services);
    }

    #drawBroker(up) {
        setAttribute(byId('broker'), 'data-up', String(up));
        setAttribute(byId('flow'), 'data-broker-up', String(up));
        setText(byId('broker-state'), up === false ? 'down: orders wait in the outbox' : '');
    }

    #section(name) {
        if (!this.#services.has(name)) {
            const section = fromTemplate('service-template');
            section.dataset.service = name;
            section.setAttribute('aria-label', name);
            section.querySelector('h3').textContent = name;
            byId('forth').append(section);
            this.#services.set(name, section);
        }
        return this.#services.get(name);
    }

    #card(name, parent) {
        if (!this.#cards.has(name)) {
            const card = new ConsumerCard(name);
            parent.append(card.root);
            this.#cards.set(name, card);
        }
        return this.#cards.get(name);
    }

    #forgetOthers(services) {
        const names = new Set(services.map(it => it.name));
        const consumers = new Set(services.flatMap(it => it.consumers).map(it => it.name));
        for (const [name, card] of this.#cards) {
            if (!consumers.has(name)) {
                removeNodes([card.root], byId('main'));
                this.#cards.delete(name);
            }
        }
        for (const [name, section] of this.#services) {
            if (!names.has(name)) {
                removeNodes([section], byId('main'));
                this.#services.delete(name);
            }
        }
    }
}

function drawState(section, service, alerting) {
    section.dataset.service = service.name;
    setAttribute(section, 'data-up', String(service.up));
    setAttribute(section, 'data-database-up', String(service.databaseUp));
    setAttribute(section, 'data-alerting', String(alerting.has(service.name)));
    setText(section.querySelector('[data-value="up"]'), stateOf(service));
}

function stateOf({up, databaseUp}) {
    if (!up) {
        return 'down';
    }
    return databaseUp === false ? 'up, without its database' : 'up';
}

function drawOrders(section, {orders, brokerUp}, {outbox}) {
    setValue(section, 'accepted', orders.acceptedPerSecond, rate);
    setValue(section, 'outbox', outbox?.messages, count);
    setValue(section, 'outbox-oldest', outbox?.oldestSeconds, duration);
    const flow = paceOf(orders.acceptedPerSecond);
    setAttribute(document.querySelector('.arrow-accepted'), 'data-flow', flow);
    setAttribute(document.querySelector('.arrow-published'), 'data-flow', brokerUp === false ? 'none' : flow);
}
