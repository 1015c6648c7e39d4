import {element, setText} from './dom.js';
import {clock} from './format.js';
import {say} from './say.js';

/** The list of firing alerts. Announces each new alert once. */
export class Alerts {

    #section = document.getElementById('alerts');
    #list = document.getElementById('alerts-list');
    #shown = null;

    draw(alerts) {
        // Screen readers read the alerts that fire when the page opens with the page itself.
        const isNews = this.#shown !== null;
        this.#shown ??= new Map();
        const firing = new Map(alerts.map(it => [`${it.name} ${it.subject}`, it]));
        for (const [key, item] of this.#shown) {
            if (!firing.has(key)) {
                item.remove();
                this.#shown.delete(key);
            }
        }
        for (const [key, alert] of firing) {
            if (!this.#shown.has(key)) {
                this.#add(key, alert);
                if (isNews) {
                    say(`Alert ${key}: ${alert.text}`, 'alert');
                }
            }
            const [text, since] = this.#shown.get(key).querySelectorAll('span');
            setText(text, alert.text);
            setText(since, `since ${clock(alert.since)}`);
        }
        this.#section.hidden = alerts.length === 0;
    }

    #add(key, {name, subject}) {
        const item = element('li', {'data-alert': name, 'data-subject': subject},
                element('b', {}, `${name} ${subject}`), ' ', element('span'), ' ', element('span', {class: 'since'}));
        this.#list.append(item);
        this.#shown.set(key, item);
    }
}
