/** One precondition: a fact that holds, is missing, or is being looked at. Never missing because it is unknown. */
export interface Check {
	/** Stays the same while its state changes. */
	readonly id: string;
	readonly state: 'ok' | 'bad' | 'wait';
	/** The fact, in a line. */
	readonly what: string;
	/** The numbers behind it, in a line. */
	readonly detail: string;
	/** The way to mend it; a `bad` one without it says in `detail` what to do. */
	readonly fix?: Fix | undefined;
}
export type Fix =
	| { readonly label: string; readonly run: () => void; readonly busy?: boolean }
	| { readonly label: string; readonly href: string };

/** The sentence under a disabled button: what is missing. `undefined`: nothing is. */
export function whyNot(checks: readonly Check[]): string | undefined {
	const bad = checks.filter((check) => check.state === 'bad');
	const [first] = bad;
	if (first !== undefined) {
		const count = bad.length === 1 ? 'One thing' : `${bad.length} things`;
		return `${count} to fix first: ${first.what}. ${first.detail}`;
	}
	const waiting = checks.find((check) => check.state === 'wait');
	return waiting === undefined ? undefined : `Still checking: ${waiting.what}.`;
}
