const UNITS = [
	{ name: 'd', seconds: 86_400 },
	{ name: 'h', seconds: 3_600 },
	{ name: 'min', seconds: 60 },
	{ name: 's', seconds: 1 }
] as const;

/** Between a number and its unit: never broken into two lines. */
const NBSP = '\u00a0';

/** A number of seconds in the two largest units that say something: “13 d 21 h”, “6 min 12 s”, “41 s”. Cut, never rounded up. */
export function formatDuration(seconds: number): string {
	let rest = Math.max(0, Math.floor(seconds));
	const parts: string[] = [];
	for (const { name, seconds: size } of UNITS) {
		const count = Math.floor(rest / size);
		rest -= count * size;
		if (count > 0) parts.push(`${count}${NBSP}${name}`);
		// a second unit stands only right beside the first: 2 h and 3 s are 2 h
		else if (parts.length > 0) break;
		if (parts.length === 2) break;
	}
	return parts.length === 0 ? `0${NBSP}s` : parts.join(' ');
}
