import {tryLogin} from './api.js';
import {ask} from './dialogs.js';
import {setHidden} from './dom.js';
import {say} from './say.js';
import {headersFor, session} from './session.js';

const byId = id => document.getElementById(id);

/**
 * Shows the login dialog unless an operator is logged in.
 *
 * @return whether an operator is logged in now
 */
export async function needLogin() {
    if (session.user !== null) {
        return true;
    }
    const user = byId('login-user');
    const password = byId('login-password');
    const error = byId('login-error');
    error.textContent = '';
    const done = await ask(byId('login-dialog'), async () => {
        error.textContent = '';
        try {
            await tryLogin(headersFor(user.value, password.value));
        } catch (e) {
            error.textContent = e.message;
            password.select();
            return false;
        }
        return true;
    });
    if (done) {
        session.begin(user.value, password.value);
        say(`Logged in as ${user.value}.`);
    }
    password.value = '';
    return done;
}

export function setUpLogin() {
    const open = byId('login-open');
    const logout = byId('logout');
    const operator = byId('operator');
    open.addEventListener('click', needLogin);
    logout.addEventListener('click', () => {
        session.end();
        say('Logged out.');
    });
    session.addEventListener('change', () => {
        const loggedIn = session.user !== null;
        operator.textContent = session.user ?? '';
        operator.hidden = !loggedIn;
        // Show the new button first: a hidden one can't get the focus.
        (loggedIn ? logout : open).hidden = false;
        loggedIn ? setHidden(open, true, logout) : setHidden(logout, true, open);
    });
}
