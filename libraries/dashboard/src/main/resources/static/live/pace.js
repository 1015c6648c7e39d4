/** The animation speed of an arrow. */
export function paceOf(perSecond) {
    return !perSecond ? 'none' : perSecond < 50 ? 'some' : 'much';
}
