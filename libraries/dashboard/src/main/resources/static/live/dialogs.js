const byId = id => document.getElementById(id);

/**
 * Shows a dialog until the reader closes it or submits its form. The browser then restores the focus.
 *
 * @param submit returns whether the dialog may close; may be asynchronous
 * @return whether the form was submitted
 */
export function ask(dialog, submit = () => true) {
    const form = dialog.querySelector('form');
    return new Promise(resolve => {
        let done = false;
        let busy = false;
        const ended = new AbortController();
        const during = {signal: ended.signal};
        form.addEventListener('submit', async event => {
            event.preventDefault();
            if (busy) {
                return;
            }
            busy = true;
            done = await submit();
            busy = false;
            if (done && !ended.signal.aborted) {
                dialog.close();
            }
        }, during);
        dialog.querySelector('[data-close]').addEventListener('click', () => dialog.close(), during);
        dialog.addEventListener('close', () => {
            ended.abort();
            resolve(done);
        }, during);
        dialog.showModal();
    });
}

/** @return the limit, or null if the reader cancelled */
export async function askForLimit(consumer, now) {
    const value = byId('limit-value');
    byId('limit-title').textContent = `Limit of ${consumer}`;
    value.value = now;
    return await ask(byId('limit-dialog')) ? value.valueAsNumber : null;
}

/** @return the reason, or null if the reader cancelled */
export async function askForReason(title, text, button) {
    const reason = byId('ask-reason');
    prepare(title, text, button);
    byId('ask-why').hidden = false;
    reason.required = true;
    reason.value = '';
    const said = () => {
        reason.setCustomValidity(reason.value.trim() ? '' : 'Say why in a few words.');
        return reason.reportValidity();
    };
    reason.oninput = () => reason.setCustomValidity('');
    return await ask(byId('ask-dialog'), said) ? reason.value.trim() : null;
}

/** @return whether the reader confirmed */
export function askWhether(title, text, button) {
    prepare(title, text, button);
    byId('ask-why').hidden = true;
    byId('ask-reason').required = false;
    byId('ask-reason').setCustomValidity('');
    return ask(byId('ask-dialog'));
}

function prepare(title, text, button) {
    byId('ask-title').textContent = title;
    byId('ask-text').textContent = text;
    byId('ask-submit').textContent = button;
}
