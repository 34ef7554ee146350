/** How long a session key can still pay its fees. */
export type Runway =
	/** The account does not exist, or was not read yet. */
	| { readonly kind: 'unknown' }
	| {
			readonly kind: 'fills';
			/** Whole fills that the spendable XLM pays for. */
			readonly fills: number;
			/** What one is taken to cost, stroops. */
			readonly feePerFill: bigint;
			/** No fill was made yet: the fee is what a fill is expected to cost. */
			readonly estimated: boolean;
			/** Few enough to say it on top of the page. */
			readonly low: boolean;
	  };

/** Fewer than this many fills left is low. */
export const LOW_FILLS = 10;

/** Fills left at the average fee so far, else at the fee one expects. Rounded down: half a fee pays for nothing. */
export function runway(
	spendable: bigint | undefined,
	feePerFill: bigint | undefined,
	expectedFee: bigint
): Runway {
	if (spendable === undefined) return { kind: 'unknown' };
	const fee = feePerFill === undefined || feePerFill <= 0n ? expectedFee : feePerFill;
	const whole = spendable > 0n ? spendable / fee : 0n;
	// more than a million fills is no number that anybody plans with
	const fills = whole > 1_000_000n ? 1_000_000 : Number(whole);
	return {
		kind: 'fills',
		fills,
		feePerFill: fee,
		estimated: feePerFill === undefined || feePerFill <= 0n,
		low: fills < LOW_FILLS
	};
}
