import {Link} from './link.js';

/**
 * A SharedWorker: runs once for all tabs of a browser, and holds one connection for all tabs with the same login. Over HTTP/1.1, a
 * browser opens six connections to a host, so a seventh tab with a stream of its own would wait for ever.
 */
const streams = new Map();

class Stream {

    #tabs = new Map();
    #open;
    #link = new Link({
        event: (name, data) => this.#tell('event', name, data),
        down: why => this.#tell('down', why),
        refused: () => this.#tell('refused'),
    });

    constructor(path, headers) {
        this.#open = () => this.#link.open(path, headers);
    }

    get isUnused() {
        return this.#tabs.size === 0;
    }

    /** Reopens the stream, because each stream begins with the history, which the new tab needs. */
    add(port, id) {
        this.#tabs.set(port, id);
        this.#open();
    }

    remove(port) {
        this.#tabs.delete(port);
        if (this.isUnused) {
            this.#link.close();
        }
    }

    hurry() {
        this.#link.hurry();
    }

    #tell(...message) {
        this.#tabs.forEach((id, port) => port.postMessage([id, ...message]));
    }
}

addEventListener('connect', ({ports: [port]}) => {
    let key = null;
    const leave = () => {
        const stream = streams.get(key);
        stream?.remove(port);
        if (stream?.isUnused) {
            streams.delete(key);
        }
        key = null;
    };
    const calls = {
        open({id, path, headers}) {
            leave();
            key = JSON.stringify([path, headers]);
            if (!streams.has(key)) {
                streams.set(key, new Stream(path, headers));
            }
            streams.get(key).add(port, id);
        },
        hurry: () => streams.get(key)?.hurry(),
        close: leave,
    };
    // Chromium reports a tab that crashed; the others report only that they close.
    port.addEventListener('close', leave);
    port.addEventListener('message', ({data: [name, argument]}) => calls[name](argument));
    port.start();
});
