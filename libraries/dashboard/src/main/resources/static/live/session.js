/** The logged-in operator. Keeps the login only in the memory of this page and of the worker that holds its stream. */
class Session extends EventTarget {

    #user = null;
    #authorization = null;

    get user() {
        return this.#user;
    }

    begin(user, password) {
        this.#user = user;
        this.#authorization = basic(user, password);
        this.dispatchEvent(new Event('change'));
    }

    end() {
        this.#user = null;
        this.#authorization = null;
        this.dispatchEvent(new Event('change'));
    }

    headers() {
        return this.#authorization === null ? {} : headersOf(this.#authorization);
    }
}

export const session = new Session();

/** The headers for requests with this login. */
export function headersFor(user, password) {
    return headersOf(basic(user, password));
}

/** Without X-Requested-With the browser would show its own password dialog after a 401. */
function headersOf(authorization) {
    return {Authorization: authorization, 'X-Requested-With': 'XMLHttpRequest'};
}

/** Encodes in UTF-8, as the services expect; btoa alone accepts only Latin-1. */
function basic(user, password) {
    const bytes = new TextEncoder().encode(`${user}:${password}`);
    return `Basic ${btoa(String.fromCharCode(...bytes))}`;
}
