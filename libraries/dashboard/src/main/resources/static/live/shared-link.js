import {Link} from './link.js';

/** The worker sends an event each second, or reports a failure every few seconds. */
const LONGEST_SILENCE_MS = 10_000;

/**
 * Does the same as Link, over a connection that all tabs of the browser share. Browsers without SharedWorker use a connection for each
 * tab.
 */
export class SharedLink {

    #told;
    #port = null;
    #alone = null;
    #id = 0;
    #opened = {};
    #heardAt = 0;

    constructor(told) {
        this.#told = told;
        if (typeof SharedWorker === 'undefined') {
            this.#alone = new Link(told);
            return;
        }
        this.#connect();
        // A page that the browser only keeps for the back button, or freezes, would receive no events but collect them.
        addEventListener('pagehide', () => this.#post('close'));
        addEventListener('pageshow', event => event.persisted && this.#reopen());
        document.addEventListener('freeze', () => this.#post('close'));
        document.addEventListener('resume', () => this.#reopen());
        setInterval(() => this.#restartIfSilent(), LONGEST_SILENCE_MS / 2);
    }

    open(path, headers) {
        this.#opened = {path, headers};
        this.#reopen();
    }

    hurry() {
        this.#alone ? this.#alone.hurry() : this.#post('hurry');
    }

    #connect() {
        const worker = new SharedWorker('/live/link-worker.js', {type: 'module', name: 'orderflow'});
        worker.addEventListener('error', () => this.#continueAlone());
        this.#port = worker.port;
        this.#port.onmessage = ({data: [id, name, ...values]}) => {
            this.#heardAt = Date.now();
            // Messages of the previous stream may arrive after a login.
            if (id === this.#id) {
                this.#told[name](...values);
            }
        };
    }

    #reopen() {
        const {path, headers} = this.#opened;
        if (this.#alone) {
            this.#alone.open(path, headers);
        } else {
            this.#heardAt = Date.now();
            this.#post('open', {id: ++this.#id, path, headers});
        }
    }

    #post(name, argument) {
        this.#port?.postMessage([name, argument]);
    }

    /** The browser may end a worker, for example to save memory. */
    #restartIfSilent() {
        if (this.#port !== null && Date.now() - this.#heardAt > LONGEST_SILENCE_MS) {
            this.#told.down('');
            this.#post('close');
            this.#connect();
            this.#reopen();
        }
    }

    /** The browser has no workers of modules. */
    #continueAlone() {
        if (this.#alone === null) {
            this.#port = null;
            this.#alone = new Link(this.#told);
            this.#reopen();
        }
    }
}
