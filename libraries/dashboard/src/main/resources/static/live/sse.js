/** Parses text/event-stream. Chunks may end anywhere, even within a line or a character. */
export class EventParser {

    #utf8 = new TextDecoder();
    #rest = '';
    #name = '';
    #data = [];

    /** @return the events completed by these bytes, as {name, data} */
    push(bytes) {
        let text = this.#rest + this.#utf8.decode(bytes, {stream: true});
        // The LF of a CR LF may be in the next chunk.
        const held = text.endsWith('\r') ? '\r' : '';
        text = text.slice(0, text.length - held.length);
        const lines = text.split(/\r\n|\r|\n/);
        this.#rest = lines.pop() + held;
        return lines.map(it => this.#line(it)).filter(it => it);
    }

    #line(line) {
        if (line === '') {
            return this.#complete();
        }
        const colon = line.indexOf(':');
        const field = colon < 0 ? line : line.slice(0, colon);
        const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
        if (field === 'event') {
            this.#name = value;
        } else if (field === 'data') {
            this.#data.push(value);
        }
        return null;
    }

    #complete() {
        const event = this.#data.length ? {name: this.#name || 'message', data: this.#data.join('\n')} : null;
        this.#name = '';
        this.#data = [];
        return event;
    }
}
