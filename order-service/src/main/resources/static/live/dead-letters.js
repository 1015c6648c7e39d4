import {DeadLettersOf} from './dead-letters-of.js';
import {setText} from './dom.js';
import {session} from './session.js';

/** The dead letters of all consumers, for operators. */
export class DeadLetters {

    #list = document.getElementById('dead-letters');
    #hint = document.getElementById('dead-hint');
    #consumers = new Map();

    draw(snapshot) {
        if (session.user === null) {
            this.#clear();
            setText(this.#hint, 'Log in to see them: they are for operators.');
            return;
        }
        const hints = [];
        for (const service of snapshot.services) {
            for (const consumer of service.consumers) {
                if (service.up) {
                    this.#of(consumer.name, service.ops).follow(consumer.dead);
                } else {
                    hints.push(`What ${consumer.name} has is not known while ${service.name} is down.`);
                }
            }
        }
        const none = [...this.#consumers.values()].every(it => it.isEmpty);
        setText(this.#hint, (none ? ['There are none.', ...hints] : hints).join(' '));
    }

    #of(consumer, ops) {
        if (!this.#consumers.has(consumer)) {
            const some = new DeadLettersOf(consumer, ops);
            this.#list.append(some.root);
            this.#consumers.set(consumer, some);
        }
        return this.#consumers.get(consumer);
    }

    #clear() {
        this.#list.replaceChildren();
        this.#consumers.clear();
    }
}
