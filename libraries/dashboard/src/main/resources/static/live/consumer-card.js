import {colourOf} from './colours.js';
import {changeLimit, pause, resetLimit, resume} from './consumer-actions.js';
import {fromTemplate, setAttribute, setHidden, setText, setValue} from './dom.js';
import {count, duration, limit as limitOf, rate, share} from './format.js';
import {Lanes} from './lanes.js';
import {paceOf} from './pace.js';
import {depthOf} from './series.js';

/** A consumer: its queue at the broker and its workers. */
export class ConsumerCard {

    root = fromTemplate('consumer-template');
    #buttons = this.root.querySelector('.buttons');
    #lanes = new Lanes(this.root.querySelector('.lanes'));
    #consumer;
    #service;

    constructor(name) {
        this.root.dataset.consumer = name;
        this.root.setAttribute('aria-label', `Consumer ${name}`);
        this.root.style.setProperty('--colour', `var(${colourOf(name)})`);
        this.root.querySelector('h4').textContent = name;
        this.root.querySelector('.who b').textContent = name;
        this.#buttons.addEventListener('click', event => this.#act(event.target.dataset.action));
    }

    draw(consumer, service, alerting) {
        this.#consumer = consumer;
        this.#service = service;
        const state = stateOf(consumer, service);
        setAttribute(this.root, 'data-state', state);
        setAttribute(this.root, 'data-alerting', String(alerting.has(consumer.name)));
        setText(this.root.querySelector('[data-value="state"]'), state === 'away' ? 'provider away' : state);
        this.#drawProvider(consumer);
        setValue(this.root, 'depth', depthOf(consumer), count);
        setValue(this.root, 'in', consumer.inPerSecond, rate);
        setValue(this.root, 'out', consumer.outPerSecond, rate);
        setValue(this.root, 'oldest', consumer.oldestSeconds, duration);
        setValue(this.root, 'retry', consumer.retry, count);
        setValue(this.root, 'postponed', consumer.postponed, count);
        setValue(this.root, 'dead', consumer.dead, count);
        setValue(this.root, 'in-flight', consumer.inFlight, count);
        setValue(this.root, 'replicas', consumer.replicas, count);
        setValue(this.root, 'used', consumer.limitUsed, share);
        setValue(this.root, 'limit', consumer.limitPerSecond, limit => limitText(limit, consumer));
        setAttribute(this.root.querySelector('[data-value="dead"]'), 'data-some', String(consumer.dead > 0));
        this.#lanes.draw(consumer.queues ?? {});
        this.root.querySelector('.used').hidden = consumer.limitPerSecond == null;
        this.root.querySelector('.used').style.setProperty('--fill', Math.min(1, consumer.limitUsed ?? 0));
        setAttribute(this.root.querySelector('.arrow-in'), 'data-flow', paceOf(consumer.inPerSecond));
        setAttribute(this.root.querySelector('.arrow-out'), 'data-flow', service.up ? paceOf(consumer.outPerSecond) : 'none');
        this.#drawButtons(consumer);
    }

    #drawProvider(consumer) {
        const note = this.root.querySelector('.provider');
        const text = providerText(consumer);
        setText(note, text);
        note.hidden = text === '';
    }

    #drawButtons({name, paused, limitPerSecond: limit, configuredLimitPerSecond: configured}) {
        const [toggle, change, reset] = this.#buttons.children;
        setAttribute(toggle, 'data-action', paused ? 'resume' : 'pause');
        setText(toggle, paused ? 'Resume' : 'Pause');
        setAttribute(toggle, 'aria-label', `${paused ? 'Resume' : 'Pause'} ${name}`);
        setAttribute(change, 'aria-label', `Limit of ${name}…`);
        setHidden(change, limit == null, toggle);
        setText(reset, `Back to ${configured}/s`);
        setAttribute(reset, 'aria-label', `Back to ${configured}/s for ${name}`);
        setHidden(reset, limit == null || limit === configured, toggle);
    }

    #act(action) {
        const act = {pause, resume, limit: changeLimit, 'limit-reset': resetLimit}[action];
        return act?.(this.#consumer, this.#service);
    }
}

/** For a known consumer, null means that it has no limit. */
function limitText(limit, consumer) {
    return limit == null && isKnown(consumer) ? 'none' : limitOf(limit);
}

/** A service reports its consumers only if it reaches both its database and the broker. */
function isKnown(consumer) {
    return consumer.paused != null;
}

function stateOf(consumer, service) {
    if (service.up === false) {
        return 'down';
    }
    if (!isKnown(consumer)) {
        return 'unknown';
    }
    if (consumer.paused) {
        return 'paused';
    }
    return isAway(consumer) ? 'away' : 'running';
}

function isAway({provider}) {
    return provider?.awaySeconds != null;
}

/** Explains why messages wait for the provider; empty while the provider accepts them. */
function providerText(consumer) {
    const {provider} = consumer;
    const depth = depthOf(consumer);
    const waiting = depth === 1 ? '1 message waits' : `${count(depth)} messages wait`;
    if (isAway(consumer)) {
        return `${provider.name} away for ${duration(provider.awaySeconds)}: ${waiting}`;
    }
    if (provider?.throttledSeconds != null) {
        return `${provider.name} wants no message for ${duration(provider.throttledSeconds)}: ${waiting}`;
    }
    return '';
}
