import {operate} from './api.js';
import {DeadLetterItem} from './dead-letter-item.js';
import {askWhether} from './dialogs.js';
import {fromTemplate, removeNodes, setHidden, setText} from './dom.js';
import {count} from './format.js';
import {say, saying} from './say.js';

const PAGE = 10;
const MOST_AT_ONCE = 500;
/**
 * Other operators also redrive and drop. If one letter leaves and another arrives, the count stays the same, so reload regularly.
 */
const LOOKED_AT_EVERY_MS = 5000;

/** The dead letters of one consumer, newest first. */
export class DeadLettersOf {

    root = fromTemplate('dead-letters-template');
    #consumer;
    #path;
    #drawn;
    #dead = null;
    #loadedAt = 0;
    #loading = false;
    #again = false;
    #next = null;
    #items = new Map();
    #list = this.root.querySelector('ul');
    #all = this.root.querySelector('[data-action="redrive-all"]');
    #more = this.root.querySelector('[data-action="more"]');

    /** @param drawn is called after each reload, because the list may have become empty or non-empty */
    constructor(consumer, ops, drawn) {
        this.#consumer = consumer;
        this.#drawn = drawn;
        this.#path = `${ops}/dead-letters`;
        this.root.dataset.deadOf = consumer;
        setText(this.#all, 'Send all again…');
        this.#all.setAttribute('aria-label', `Send all again… (dead letters of ${consumer})`);
        this.#all.addEventListener('click', () => saying(() => this.#redriveAll()));
        setText(this.#more, 'More');
        this.#more.setAttribute('aria-label', `More dead letters of ${consumer}`);
        this.#more.addEventListener('click', () => saying(() => this.#loadMore()));
    }

    /** Whether there is neither a dead letter nor an error to show. */
    get isEmpty() {
        return this.#items.size === 0 && !this.root.querySelector('.error').textContent;
    }

    /** @param dead the number of dead letters in the last snapshot; null if unknown */
    follow(dead) {
        const changed = dead !== this.#dead;
        this.#dead = dead;
        if (changed || dead > 0 && Date.now() - this.#loadedAt > LOOKED_AT_EVERY_MS) {
            this.reload();
        }
    }

    /**
     * Reloads the shown letters. A call during a reload starts another one afterwards, because the answer in progress may be older.
     */
    async reload() {
        this.#loadedAt = Date.now();
        this.#again = this.#loading;
        if (this.#loading) {
            return;
        }
        this.#loading = true;
        const error = this.root.querySelector('.error');
        try {
            const page = await this.#page(Math.min(MOST_AT_ONCE, Math.max(PAGE, this.#items.size)));
            this.#show(page.items);
            this.#next = page.next;
            setText(error, '');
        } catch (e) {
            setText(error, e.message);
        }
        this.#loading = false;
        this.#drawFrame();
        if (this.#again) {
            await this.reload();
        }
    }

    async #loadMore() {
        const page = await this.#page(PAGE, this.#next);
        page.items.forEach(it => this.#item(it));
        this.#next = page.next;
        this.#drawFrame();
    }

    #page(limit, after) {
        const query = new URLSearchParams({consumer: this.#consumer, limit});
        if (after) {
            query.set('after', after);
        }
        return operate('GET', `${this.#path}?${query}`);
    }

    #show(letters) {
        const ids = new Set(letters.map(it => it.id));
        const gone = [...this.#items.keys()].filter(it => !ids.has(it));
        removeNodes(gone.map(it => this.#items.get(it).root), document.getElementById('dead-title'));
        gone.forEach(it => this.#items.delete(it));
        // From the end, so that each new item can be inserted before the next older one. Existing items never move.
        let older = null;
        for (const letter of [...letters].reverse()) {
            const item = this.#item(letter, older);
            older = item.root;
        }
    }

    #item(letter, older = null) {
        if (!this.#items.has(letter.id)) {
            const item = new DeadLetterItem(letter, this.#path, () => this.reload());
            this.#list.insertBefore(item.root, older);
            this.#items.set(letter.id, item);
        }
        return this.#items.get(letter.id);
    }

    #drawFrame() {
        const shown = this.#items.size;
        setText(this.root.querySelector('h3'), `${this.#consumer}: ${count(Math.max(shown, this.#dead ?? 0))}`);
        setHidden(this.#more, this.#next === null, this.#all);
        this.#drawn();
    }

    async #redriveAll() {
        const sure = await askWhether(
                `Send all dead letters of ${this.#consumer} again?`,
                'Each returns to its lane with its attempts reset. Messages whose cause of failure persists will fail again.',
                'Send all again');
        if (sure) {
            const {redriven} = await operate(
                    'POST', `${this.#path}/redrive?${new URLSearchParams({consumer: this.#consumer})}`);
            say(`${redriven} sent again to ${this.#consumer}.`);
            await this.reload();
        }
    }
}
