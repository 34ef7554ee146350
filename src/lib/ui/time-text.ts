const DAY = 86_400;
const clock = new Intl.DateTimeFormat('en-GB', {
	hour: '2-digit',
	minute: '2-digit',
	timeZone: 'UTC'
});
const seconds = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', timeZone: 'UTC' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** “21 Nov, 10:37”: a moment in UTC. */
export const momentText = (unixSeconds: number): string =>
	`${day.format(unixSeconds * 1_000)}, ${clock.format(unixSeconds * 1_000)}`;

/** A moment as finely as a span needs it: a day on an axis of weeks, seconds on one of minutes. */
export function axisText(unixSeconds: number, spanSecs: number): string {
	if (spanSecs >= 3 * DAY) return day.format(unixSeconds * 1_000);
	return (spanSecs >= 1_800 ? clock : seconds).format(unixSeconds * 1_000);
}
