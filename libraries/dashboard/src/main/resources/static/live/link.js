import {EventParser} from './sse.js';

/** A snapshot arrives each second. After this long without one the server counts as gone, whatever the connection's state is. */
const LONGEST_SILENCE_MS = 4000;
const PAUSES_MS = [250, 500, 1000];

/** Keeps one event stream open and reopens it when it ends. Uses fetch, because EventSource can't send a password. */
export class Link {

    #told;
    #current = new AbortController();
    #endPause = () => {};

    /** @param told {event(name, data), down(), refused()}; refused means that the server rejects the password */
    constructor(told) {
        this.#told = told;
    }

    open(path, headers) {
        this.#current.abort();
        this.#current = new AbortController();
        this.#keepOpen(path, headers, this.#current.signal);
    }

    /** Ends the current pause and retries at once: browsers stretch timers of hidden pages. */
    hurry() {
        this.#endPause();
    }

    async #keepOpen(path, headers, signal) {
        let failures = 0;
        while (!signal.aborted) {
            const heard = await this.#read(path, headers, signal);
            if (signal.aborted) {
                return;
            }
            failures = heard ? 0 : failures + 1;
            this.#told.down();
            await this.#pause(PAUSES_MS[Math.min(failures, PAUSES_MS.length - 1)]);
        }
    }

    /** @return whether any event arrived */
    async #read(path, headers, signal) {
        const silence = new AbortController();
        let watchdog;
        const watch = () => {
            clearTimeout(watchdog);
            watchdog = setTimeout(() => silence.abort(), LONGEST_SILENCE_MS);
        };
        let heard = false;
        try {
            watch();
            const response = await fetch(path, {
                headers,
                credentials: 'omit',
                cache: 'no-store',
                signal: AbortSignal.any([signal, silence.signal]),
            });
            if (response.status === 401) {
                this.#told.refused();
            }
            if (!response.ok) {
                return false;
            }
            const parser = new EventParser();
            const reader = response.body.getReader();
            for (let part = await reader.read(); !part.done; part = await reader.read()) {
                for (const event of parser.push(part.value)) {
                    if (signal.aborted) {
                        return heard;
                    }
                    watch();
                    heard = true;
                    this.#told.event(event.name, JSON.parse(event.data));
                }
            }
        } catch (e) {
            if (!isOutage(e)) {
                console.error(e);
            }
        } finally {
            clearTimeout(watchdog);
            silence.abort();
        }
        return heard;
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

/** fetch throws these errors if a connection is refused, lost or aborted. */
function isOutage(e) {
    return e.name === 'AbortError' || e instanceof TypeError && /fetch|network|load|stream/i.test(e.message);
}
