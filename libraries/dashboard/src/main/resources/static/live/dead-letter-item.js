import {operate} from './api.js';
import {askForReason} from './dialogs.js';
import {element, fromTemplate} from './dom.js';
import {clock, shortId} from './format.js';
import {say, saying} from './say.js';

/** A dead letter. Its texts may come from strangers, so the page inserts them only as text, never as HTML. */
export class DeadLetterItem {

    root = fromTemplate('dead-letter-template');
    #letter;
    #path;
    #changed;

    /** @param changed is called after the letter was sent again or dropped */
    constructor(letter, path, changed) {
        this.#letter = letter;
        this.#path = `${path}/${encodeURIComponent(letter.id)}`;
        this.#changed = changed;
        this.root.dataset.deadLetter = letter.id;
        const [reason, type, rest] = this.root.querySelector('.letter').children;
        reason.textContent = letter.reason;
        type.textContent = letter.type ?? 'of no known type';
        rest.textContent = summary(letter);
        this.root.querySelector('.why').textContent = letter.error ?? 'The broker dead-lettered it.';
        this.#button('details', 'Details of', () => this.#toggleDetails());
        this.#button('redrive', 'Send again', () => this.#redrive());
        this.#button('drop', 'Drop', () => this.#drop());
    }

    #button(action, name, act) {
        const button = this.root.querySelector(`[data-action="${action}"]`);
        button.setAttribute('aria-label', `${name} dead letter ${shortId(this.#letter.id)}`);
        button.addEventListener('click', () => saying(act));
    }

    async #toggleDetails() {
        const button = this.root.querySelector('[data-action="details"]');
        const shown = this.root.querySelector('.details');
        if (shown) {
            shown.remove();
        } else {
            const details = await operate('GET', this.#path);
            // A second click may already have added the details.
            this.root.querySelector('.details')?.remove();
            this.root.append(detailsOf(details));
        }
        button.setAttribute('aria-expanded', String(!shown));
    }

    async #redrive() {
        await operate('POST', `${this.#path}/redrive`);
        say(`${shortId(this.#letter.id)} is sent again, to ${this.#letter.consumer}.`);
        await this.#changed();
    }

    async #drop() {
        const reason = await askForReason(
                `Drop dead letter ${shortId(this.#letter.id)}?`,
                `It is a message of ${this.#letter.consumer}. Dropping can't be undone.`,
                'Drop it');
        if (reason !== null) {
            await operate('DELETE', `${this.#path}?${new URLSearchParams({reason})}`);
            say(`${shortId(this.#letter.id)} is dropped.`);
            await this.#changed();
        }
    }
}

function summary({diedAt, attempts, redriven, correlationId}) {
    return [
        `at ${clock(diedAt)}`,
        `${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}`,
        redriven ? `sent again ${redriven} times before` : null,
        correlationId ? `order ${shortId(correlationId)}` : null,
    ].filter(it => it).join(', ');
}

function detailsOf({letter, headers, payload, bytes}) {
    const {id, queue, messageId} = letter;
    const body = payload == null ? `Not JSON, so it is not shown: ${bytes} bytes.` : JSON.stringify(payload, null, 2);
    return element('div', {class: 'details'},
            part('Error', letter.error ?? 'none'),
            part('Payload', body),
            part('Headers', JSON.stringify({id, queue, messageId, ...headers}, null, 2)));
}

function part(title, text) {
    return element('div', {}, element('h4', {}, title), element('pre', {tabindex: '0'}, text));
}
