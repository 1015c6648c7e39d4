import {EventParser} from './sse.js';

/** A snapshot arrives each second. After this long without one the server counts as gone, whatever the connection's state is. */
const LONGEST_SILENCE_MS = 4000;
const PAUSES_MS = [250, 500, 1000];
const NO_ANSWER = 'There is no answer yet: order-service is overloaded, or other tabs use all connections of this browser to it.';

/** Keeps one event stream open and reopens it when it ends. Uses fetch, because EventSource can't send a password. */
export class Link {

    #told;
    #current = new AbortController();
    #endPause = () => {};

    /**
     * @param told {event(name, data), down(why), refused()}; why is a sentence or empty, and refused means that the server rejects the
     *     password
     */
    constructor(told) {
        this.#told = told;
    }

    open(path, headers) {
        this.#current.abort();
        this.#current = new AbortController();
        this.#keepOpen(path, headers, this.#current.signal);
    }

    close() {
        this.#current.abort();
    }

    /** Ends the current pause and retries at once: browsers stretch timers of hidden pages. */
    hurry() {
        this.#endPause();
    }

    async #keepOpen(path, headers, signal) {
        let failures = 0;
        while (!signal.aborted) {
            const {heard, ended, why} = await this.#read(path, headers, signal);
            if (signal.aborted) {
                return;
            }
            failures = heard ? 0 : failures + 1;
            // The server ends each stream after some minutes. If it is stopping, the next attempt fails.
            if (!ended) {
                this.#told.down(why);
            }
            await this.#pause(PAUSES_MS[Math.min(failures, PAUSES_MS.length - 1)]);
        }
    }

    /** @return whether any event arrived, whether the server ended the stream after it, and why the stream failed, if that is known */
    async #read(path, headers, signal) {
        const silence = new AbortController();
        let watchdog;
        const watch = () => {
            clearTimeout(watchdog);
            watchdog = setTimeout(() => silence.abort(), LONGEST_SILENCE_MS);
        };
        let answered = false;
        let heard = false;
        try {
            watch();
            const response = await fetch(path, {
                headers,
                credentials: 'omit',
                cache: 'no-store',
                signal: AbortSignal.any([signal, silence.signal]),
            });
            answered = true;
            if (response.status === 401) {
                this.#told.refused();
            }
            if (!response.ok) {
                return {heard, why: await reasonOf(response)};
            }
            const parser = new EventParser();
            const reader = response.body.getReader();
            for (let part = await reader.read(); !part.done; part = await reader.read()) {
                for (const event of parser.push(part.value)) {
                    if (signal.aborted) {
                        return {heard, why: ''};
                    }
                    watch();
                    heard = true;
                    this.#told.event(event.name, JSON.parse(event.data));
                }
            }
            return {heard, ended: heard, why: ''};
        } catch (e) {
            if (silence.signal.aborted && !answered) {
                return {heard, why: NO_ANSWER};
            }
            if (!isOutage(e)) {
                console.error(e);
            }
        } finally {
            clearTimeout(watchdog);
            silence.abort();
        }
        return {heard, why: ''};
    }

    #pause(milliseconds) {
        return new Promise(resolve => {
            const timer = setTimeout(resolve, milliseconds);
            this.#endPause = () => {
                clearTimeout(timer);
                resolve();
            };
        });
    }
}

/** The error of the service, or of a proxy in front of it. */
async function reasonOf(response) {
    try {
        return (await response.json()).detail ?? '';
    } catch (e) {
        return `The answer was ${response.status}.`;
    }
}

/** fetch throws these errors if a connection is refused, lost or aborted. */
function isOutage(e) {
    return e.name === 'AbortError' || e instanceof TypeError && /fetch|network|load|stream/i.test(e.message);
}
