import {operate} from './api.js';
import {askForLimit} from './dialogs.js';
import {needLogin} from './login.js';
import {say, saying} from './say.js';

export const pause = operation(
        'POST', it => `consumers/${it}/pause`, it => `${it} is paused: its replicas stop, and its queue fills.`);

export const resume = operation(
        'POST', it => `consumers/${it}/resume`, it => `${it} is running again.`);

export const resetLimit = operation(
        'DELETE', it => `limits/${it}`, it => `${it} is back to its configured limit.`);

function operation(method, path, done) {
    return ({name}, {ops}) => saying(async () => {
        if (await needLogin()) {
            await operate(method, `${ops}/${path(encodeURIComponent(name))}`);
            say(done(name));
        }
    });
}

export function changeLimit({name, limitPerSecond}, {ops}) {
    return saying(async () => {
        const perSecond = await needLogin() ? await askForLimit(name, limitPerSecond) : null;
        if (perSecond !== null) {
            await operate('PUT', `${ops}/limits/${encodeURIComponent(name)}`, {perSecond});
            say(`The limit of ${name} is ${perSecond} a second.`);
        }
    });
}
