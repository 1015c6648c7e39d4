import {session} from './session.js';

/** An answer with an error status; the message is meant for the reader of the page. */
export class Refused extends Error {

    /** @param retryAfter in seconds; null if a retry would not help */
    constructor(status, detail, retryAfter = null) {
        super(detail);
        this.status = status;
        this.retryAfter = retryAfter;
    }
}

/** No answer arrived. The service may have processed the request or not. */
export class NoAnswer extends Error {

    constructor() {
        super('order-service does not answer. Check whether it is running, then try again.');
    }
}

/** Sends the request without a login. */
export function call(method, path, body, headers = {}) {
    return send(method, path, headers, body);
}

/** Sends the request with the login of the operator. */
export function operate(method, path, body) {
    return send(method, path, session.headers(), body);
}

/** Checks the login in these headers; throws Refused if the service rejects it. */
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
        const detail = answer?.detail ?? `The answer was ${response.status}: ${path} is not available.`;
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
