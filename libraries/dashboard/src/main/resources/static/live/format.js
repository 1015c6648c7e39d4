const whole = new Intl.NumberFormat('en', {maximumFractionDigits: 0});
const tenths = new Intl.NumberFormat('en', {minimumFractionDigits: 1, maximumFractionDigits: 1});
const compact = new Intl.NumberFormat('en', {notation: 'compact', maximumFractionDigits: 1});
const time = new Intl.DateTimeFormat('en-GB', {hour: '2-digit', minute: '2-digit', second: '2-digit'});
const minute = new Intl.DateTimeFormat('en-GB', {hour: '2-digit', minute: '2-digit'});

/** Stands for an unknown number. */
export const UNKNOWN = '–';

const known = format => number => number == null ? UNKNOWN : format(number);

export const count = known(it => whole.format(it));

export const short = known(it => compact.format(it));

export const rate = known(it => `${(it < 100 ? tenths : whole).format(it)}/s`);

/** A limit is a whole number. */
export const limit = known(it => `${whole.format(it)}/s`);

export const share = known(it => `${whole.format(it * 100)} %`);

export const duration = known(seconds => {
    if (seconds > 0 && seconds < 10) {
        return `${tenths.format(seconds)} s`;
    }
    const s = Math.round(seconds);
    if (s < 60) {
        return `${s} s`;
    }
    if (s < 3600) {
        return `${Math.floor(s / 60)} min ${s % 60} s`;
    }
    const m = Math.floor(s / 60);
    if (m < 24 * 60) {
        return `${Math.floor(m / 60)} h ${m % 60} min`;
    }
    return `${whole.format(Math.floor(m / (24 * 60)))} d ${Math.floor(m / 60) % 24} h`;
});

/** For the axis of a chart. */
export const shortDuration = known(s => {
    if (s < 60) {
        return `${s} s`;
    }
    return s < 7200 ? `${compact.format(s / 60)} min` : `${compact.format(s / 3600)} h`;
});

/** @param instant anything that Date accepts */
export const clock = known(instant => time.format(new Date(instant)));

export const clockMinute = known(instant => minute.format(new Date(instant)));

/** Uses as many decimals as the currency has. */
export function money(amount, currency) {
    return new Intl.NumberFormat('en', {style: 'currency', currency, currencyDisplay: 'code'}).format(amount);
}

/** The start of an id, long enough to recognise it on a screen. */
export const shortId = known(id => id.slice(0, 8));

export const sum = numbers => numbers.reduce((a, b) => a == null ? b : b == null ? a : a + b, null);
