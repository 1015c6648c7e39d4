import uPlot from '/webjars/uplot/dist/uPlot.esm.js';
import {resolve} from './colours.js';
import {fromTemplate, setText} from './dom.js';
import {clock, clockMinute} from './format.js';
import {Legend} from './legend.js';
import {fillTable} from './chart-table.js';

const SPAN_S = 900;
const together = uPlot.sync('live');

/** A chart of the last 15 minutes, with a legend of the current numbers, and a table for readers who can't see lines. */
export class Chart {

    #root = fromTemplate('chart-template');
    #plotRoot = this.#root.querySelector('.plot');
    #details = this.#root.querySelector('details');
    #kind;
    #legend;
    #lines = [];
    #series;
    #plot = null;
    #tableMinute = null;

    /**
     * @param kind {name, title, format, axis, least, steps, lines(consumers), text(line, valueOf)}; the axis reaches at least `least`;
     *     a line is {name, label, colour, dashed}
     */
    constructor(parent, kind, series) {
        this.#kind = kind;
        this.#series = series;
        this.#root.dataset.chart = kind.name;
        this.#root.querySelector('figcaption b').textContent = kind.title;
        this.#plotRoot.setAttribute(
                'aria-label', `${kind.title}: lines over 15 minutes. Their numbers are in the list and the table below.`);
        this.#root.querySelector('.scroll').setAttribute('aria-label', kind.title);
        this.#legend = new Legend(this.#root.querySelector('.legend'));
        this.#details.addEventListener('toggle', () => {
            this.#tableMinute = null;
            this.#drawTable();
        });
        parent.append(this.#root);
    }

    draw(consumers) {
        // Omit the line of a limit that never existed.
        const lines = this.#kind.lines(consumers)
                .filter(it => !it.dashed || this.#series.of(it.name).some(at => at !== null));
        if (lines.map(it => it.name).join() !== this.#lines.map(it => it.name).join()) {
            this.#lines = lines;
            this.#legend.show(lines);
            this.restyle();
        }
        this.#plot?.setData(this.#data());
        this.#drawLegend();
        this.#drawTable();
    }

    /** The canvas contains colours and text sizes, so a change of either needs a new plot. */
    restyle() {
        this.#plot?.destroy();
        this.#plot = this.#lines.length ? new uPlot(this.#options(), this.#data(), this.#plotRoot) : null;
    }

    resize() {
        this.#plot?.setSize(this.#size());
    }

    #data() {
        return [this.#series.at, ...this.#lines.map(it => this.#series.of(it.name))];
    }

    #size() {
        return {width: this.#plotRoot.clientWidth, height: this.#plotRoot.clientHeight};
    }

    #drawLegend() {
        const pointedAt = this.#plot?.cursor.idx;
        const index = pointedAt ?? this.#series.at.length - 1;
        const time = pointedAt == null ? '' : `at ${clock(this.#series.at[index] * 1000)}`;
        setText(this.#root.querySelector('figcaption span'), time);
        this.#legend.draw(name => this.#series.of(name)[index], this.#kind.text);
    }

    #drawTable() {
        const minute = Math.floor((this.#series.at.at(-1) ?? 0) / 60);
        if (this.#details.open && minute !== this.#tableMinute) {
            this.#tableMinute = minute;
            fillTable(this.#root.querySelector('table'), this.#kind, this.#lines, this.#series);
        }
    }

    #options() {
        const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
        const ink = resolve('--muted');
        const axis = {
            stroke: ink,
            font: `${0.75 * rem}px system-ui, sans-serif`,
            grid: {stroke: resolve('--grid'), width: 1},
            ticks: {show: false},
        };
        return {
            ...this.#size(),
            legend: {show: false},
            cursor: {sync: {key: together.key}, drag: {setScale: false}, points: {size: 0.4 * rem}},
            hooks: {setCursor: [() => this.#drawLegend()]},
            scales: {
                x: {range: () => {
                    const end = this.#series.at.at(-1) ?? Date.now() / 1000;
                    return [end - SPAN_S, end];
                }},
                y: {range: (plot, lowest, highest) => [0, Math.max(this.#kind.least, (highest ?? 0) * 1.08)]},
            },
            axes: [
                {...axis, size: 1.7 * rem, space: 4.5 * rem, incrs: [60, 120, 180, 300],
                    values: (plot, times) => times.map(it => clockMinute(it * 1000))},
                {...axis, size: 3.4 * rem, space: 1.4 * rem, incrs: this.#kind.steps,
                    values: (plot, values) => values.map(it => this.#kind.axis(it))},
            ],
            series: [{}, ...this.#lines.map(it => ({
                stroke: resolve(it.colour),
                width: Math.max(1.5, 0.11 * rem),
                dash: it.dashed ? [0.4 * rem, 0.3 * rem] : undefined,
                points: {show: false},
                spanGaps: false,
            }))],
        };
    }
}
