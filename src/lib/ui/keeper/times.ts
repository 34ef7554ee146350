const DATE = new Intl.DateTimeFormat('en-GB', {
	day: 'numeric',
	month: 'short',
	year: 'numeric',
	hour: '2-digit',
	minute: '2-digit',
	timeZone: 'UTC'
});
const CLOCK = new Intl.DateTimeFormat('en-GB', {
	hour: '2-digit',
	minute: '2-digit',
	second: '2-digit',
	timeZone: 'UTC'
});
const LOCAL = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

/** Unix seconds as “5 Dec 2026, 16:40 UTC”. */
export const dateText = (seconds: number): string => `${DATE.format(seconds * 1_000)} UTC`;
/** Unix seconds as “16:21:04”, UTC. */
export const clockText = (seconds: number): string => CLOCK.format(seconds * 1_000);
/** Unix milliseconds as this computer's clock shows them. */
export const localTime = (ms: number): string => LOCAL.format(ms);
