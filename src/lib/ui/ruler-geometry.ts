/* A duration on the ledger's ruler: what has passed, now, and what is left. Pixels. */

export interface Ruler {
	readonly passed: string;
	readonly left: string;
	readonly ticks: string;
	readonly now: number;
}

const LONGEST = 240;

/**
 * `passed` of `total` units, one tick each while they can be told apart, else each tenth of the whole. What is beyond an end stays
 * at that end.
 */
export function rulerOf(
	width: number,
	{ passed, total }: { readonly passed: number; readonly total: number }
): Ruler {
	const whole = Math.max(total, 1);
	const done = Math.min(Math.max(passed, 0), whole);
	const place = (unit: number) => Math.round((1 + (unit / whole) * (width - 2)) * 100) / 100;
	const step = whole > LONGEST || width / whole < 4 ? whole / 10 : 1;
	const ticks: string[] = [];
	for (let unit = 0; unit <= whole + 1e-9; unit += step) ticks.push(`M${place(unit)} 14v5`);
	const now = place(done);
	return { passed: `M1 14H${now}`, left: `M${now} 14H${width - 1}`, ticks: ticks.join(''), now };
}
