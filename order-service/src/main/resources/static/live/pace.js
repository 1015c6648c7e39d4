/** How lively an arrow is. */
export function paceOf(perSecond) {
    return !perSecond ? 'none' : perSecond < 50 ? 'some' : 'much';
}
