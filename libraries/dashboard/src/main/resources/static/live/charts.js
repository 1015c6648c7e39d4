import {Chart} from './chart.js';
import {colourOf} from './colours.js';
import {count, duration, limit, rate, short, shortDuration} from './format.js';

const ofEach = (what, label = it => it) => consumers =>
    consumers.map(it => ({name: `${it}.${what}`, label: label(it), colour: colourOf(it), dashed: false}));

const valueBy = format => ({name}, valueOf) => format(valueOf(name));

/** The possible steps between the ticks of an axis, in seconds. */
const STEPS_OF_TIME = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14_400, 86_400, 864_000];

const KINDS = [
    {
        name: 'accepted', title: 'Orders accepted a second', format: rate, axis: short, least: 10,
        text: valueBy(rate),
        lines: () => [{name: 'accepted', label: 'accepted', colour: '--accent', dashed: false}],
    },
    {
        name: 'depth', title: 'Messages waiting', format: count, axis: short, least: 10,
        text: valueBy(count),
        lines: ofEach('depth'),
    },
    {
        name: 'throughput', title: 'Handled a second, and the limit (dashed)', format: rate, axis: short, least: 5,
        text: ({name, label}, valueOf) => {
            const most = valueOf(`${label}.limit`);
            return most == null ? rate(valueOf(name)) : `${rate(valueOf(name))} of ${limit(most)}`;
        },
        lines: consumers => consumers.flatMap(it => [
            {name: `${it}.out`, label: it, colour: colourOf(it), dashed: false},
            {name: `${it}.limit`, label: `${it}'s limit`, colour: colourOf(it), dashed: true},
        ]),
    },
    {
        name: 'oldest', title: 'Age of the oldest message', format: duration, axis: shortDuration, least: 10, steps: STEPS_OF_TIME,
        text: valueBy(duration),
        lines: ofEach('oldest'),
    },
];

/** The charts of the last 15 minutes. */
export class Charts {

    #series;
    #charts;

    constructor(series) {
        const parent = document.getElementById('charts');
        this.#series = series;
        this.#charts = KINDS.map(it => new Chart(parent, it, series));
        this.#followThePage(parent);
    }

    draw() {
        const consumers = this.#series.consumers();
        this.#charts.forEach(it => it.draw(consumers));
    }

    #followThePage(parent) {
        const restyle = () => this.#charts.forEach(it => it.restyle());
        matchMedia('(prefers-color-scheme: dark)').addEventListener('change', restyle);
        let textSize = '';
        new ResizeObserver(() => {
            const now = getComputedStyle(document.documentElement).fontSize;
            this.#charts.forEach(it => now === textSize ? it.resize() : it.restyle());
            textSize = now;
        }).observe(parent);
    }
}
