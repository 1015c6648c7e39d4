/** Who is logged in. It is kept in this page's memory and nowhere else. */
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

/** What a request of this operator's would carry. */
export function headersFor(user, password) {
    return headersOf(basic(user, password));
}

/** Without X-Requested-With a refusal would make the browser ask for the password itself. */
function headersOf(authorization) {
    return {Authorization: authorization, 'X-Requested-With': 'XMLHttpRequest'};
}

/** In UTF-8, as the services read it; btoa alone knows only Latin-1. */
function basic(user, password) {
    const bytes = new TextEncoder().encode(`${user}:${password}`);
    return `Basic ${btoa(String.fromCharCode(...bytes))}`;
}
