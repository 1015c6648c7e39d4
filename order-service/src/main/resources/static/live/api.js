import {session} from './session.js';

/** An answer that is no success; its message is for whoever asked. */
export class Refused extends Error {

    /** @param retryAfter in seconds; null if it is final */
    constructor(status, detail, retryAfter = null) {
        super(detail);
        this.status = status;
        this.retryAfter = retryAfter;
    }
}

/** No answer at all. Whether the request was heard nobody knows. */
export class NoAnswer extends Error {

    constructor() {
        super('order-service does not answer. Look whether it is running, then try again.');
    }
}

/** As everyone may. */
export function call(method, path, body, headers = {}) {
    return send(method, path, headers, body);
}

/** As the operator who is logged in. */
export function operate(method, path, body) {
    return send(method, path, session.headers(), body);
}

/** Whether these headers are of an operator: throws Refused if not. */
export function tryLogin(headers) {
    return send('GET', '/ops/dead-letters?limit=1', headers);
}

async function send(method, path, headers, body) {
    let response;
    try {
        response = await fetch(path, {
            method,
            headers: body === undefined ? headers : {...headers, 'Content-Type': 'application/json'},
            body: body === undefined ? undefined : JSON.stringify(body),
            credentials: 'omit',
            cache: 'no-store',
        });
    } catch (e) {
        throw new NoAnswer();
    }
    const answer = await json(response);
    if (!response.ok) {
        const detail = answer?.detail ?? `The answer was ${response.status}: ${path} is not to be had.`;
        throw new Refused(response.status, detail, Number(response.headers.get('Retry-After')) || null);
    }
    return answer;
}

async function json(response) {
    try {
        return await response.json();
    } catch (e) {
        return null;
    }
}
