import {element} from './dom.js';
import {clockMinute} from './format.js';

/** Shows the lines of a chart as a table: one row per minute, newest first, with the values at the end of that minute. */
export function fillTable(table, {title, format}, lines, series) {
    table.replaceChildren(
            element('caption', {}, title),
            element('thead', {}, row('col', ['At', ...lines.map(it => it.label)])),
            element('tbody', {}, ...endsOfMinutes(series.at).map(index =>
                    row('row', [clockMinute(series.at[index] * 1000), ...lines.map(it => format(series.of(it.name)[index]))]))));
}

function endsOfMinutes(at) {
    const ends = [];
    for (let i = at.length - 1; i >= 0; i--) {
        if (i === at.length - 1 || Math.floor(at[i] / 60) !== Math.floor(at[i + 1] / 60)) {
            ends.push(i);
        }
    }
    return ends;
}

function row(scope, [first, ...others]) {
    return element('tr', {}, element('th', {scope}, first),
            ...others.map(it => scope === 'col' ? element('th', {scope}, it) : element('td', {}, it)));
}
