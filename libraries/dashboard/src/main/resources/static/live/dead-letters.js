import {DeadLettersOf} from './dead-letters-of.js';
import {removeNodes, setText} from './dom.js';
import {session} from './session.js';

/** The dead letters of all consumers, for operators. */
export class DeadLetters {

    #list = document.getElementById('dead-letters');
    #hint = document.getElementById('dead-hint');
    #consumers = new Map();

    draw(snapshot) {
        if (session.user === null) {
            this.#clear();
            setText(this.#hint, 'Log in as operator to see them.');
            return;
        }
        const hints = [];
        for (const service of snapshot.services) {
            for (const consumer of service.consumers) {
                if (service.up) {
                    this.#of(consumer.name, service.ops).follow(consumer.dead);
                } else {
                    hints.push(`Those of ${consumer.name} are unknown while ${service.name} is down.`);
                }
            }
        }
        const none = [...this.#consumers.values()].every(it => it.isEmpty);
        setText(this.#hint, (none ? ['There are none.', ...hints] : hints).join(' '));
    }

    #of(consumer, ops) {
        if (!this.#consumers.has(consumer)) {
            const some = new DeadLettersOf(consumer, ops, () => this.#place(consumer, some));
            this.#consumers.set(consumer, some);
        }
        return this.#consumers.get(consumer);
    }

    #place(consumer, some) {
        if (this.#consumers.get(consumer) !== some) {
            // The operator logged out while the letters were loading.
            return;
        }
        if (some.isEmpty) {
            removeNodes([some.root], document.getElementById('dead-title'));
        } else if (!some.root.isConnected) {
            this.#list.append(some.root);
        }
    }

    #clear() {
        this.#list.replaceChildren();
        this.#consumers.clear();
    }
}
