/**
 * A value of the chain as a page knows it. Loading, known, stale and unavailable read differently; none of them is 0.
 * `ledger`: the ledger it was read in.
 */
export type Known<T> =
	| { readonly kind: 'loading' }
	| { readonly kind: 'known'; readonly value: T; readonly ledger: number }
	/** Read once, and not confirmed since: the last answer, with the reason why there is no newer one. */
	| {
			readonly kind: 'stale';
			readonly value: T;
			readonly ledger: number;
			/** Unix milliseconds on this computer. */
			readonly since: number;
			readonly reason: string;
	  }
	| { readonly kind: 'unavailable'; readonly reason: string };

export const LOADING = { kind: 'loading' } as const;

/** The same state of knowledge about something that follows from the value. */
export function mapKnown<T, U>(known: Known<T>, turn: (value: T) => U): Known<U> {
	return known.kind === 'known' || known.kind === 'stale'
		? { ...known, value: turn(known.value) }
		: known;
}
