import { formatFixed } from '#lib/math/format-decimal.ts';

/** “1,000.0000000 USDC”: exact, as it is signed. The unit stays on the line of its number. */
export const amountText = (raw: bigint, decimals: number, unit: string): string =>
	`${grouped(formatFixed(raw, decimals, decimals))}\u00a0${unit}`;

/** “1,000.00 USDC”: for a heading, cut to so many decimals. All three have seven. */
export const roundText = (raw: bigint, places: number, unit: string): string =>
	`${grouped(formatFixed(raw, 7, places))}\u00a0${unit}`;

function grouped(decimal: string): string {
	const [whole = '', fraction] = decimal.split('.');
	const groups = whole.replace(/\B(?=(\d{3})+$)/g, ',');
	return fraction === undefined ? groups : `${groups}.${fraction}`;
}

const MOMENT = new Intl.DateTimeFormat('en-GB', {
	timeZone: 'UTC',
	day: 'numeric',
	month: 'short',
	year: 'numeric',
	hour: '2-digit',
	minute: '2-digit'
});

/** “5 Dec 2026, 16:40 UTC, in 14 days”. Unix seconds; `now` is ledger time. */
export function momentText(seconds: number, now: number): string {
	const moment = new Date(seconds * 1_000);
	if (Number.isNaN(moment.getTime())) return 'beyond any calendar';
	return `${MOMENT.format(moment)} UTC, ${distance(seconds - now)}`;
}

function distance(seconds: number): string {
	if (seconds <= 0) return 'over';
	const [size, unit] =
		seconds >= 2 * 86_400
			? [86_400, 'days']
			: seconds >= 2 * 3_600
				? [3_600, 'hours']
				: [60, 'minutes'];
	return `in ${Math.round(seconds / size)} ${unit}`;
}
