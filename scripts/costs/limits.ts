/** What one transaction costs; bytes and counts. */
export interface Cost {
	readonly instructions: number;
	/** Upper bound: found by narrowing the network's own limit. */
	readonly memory: number;
	/** Footprint, read and written. */
	readonly keys: number;
	readonly writes: number;
	/** Accounts and trustlines: contract state is in memory. */
	readonly diskReads: number;
	readonly diskReadBytes: number;
	readonly writeBytes: number;
	readonly envelopeBytes: number;
	/** Events and the value returned. */
	readonly eventBytes: number;
}
export type Resource = keyof Cost;

/** Mainnet's limits of one transaction: stellar-core's settings of protocol 28, with SLP-4 and SLP-5. */
export const LIMITS: Cost = {
	instructions: 400_000_000,
	memory: 41_943_040,
	keys: 400,
	writes: 200,
	diskReads: 200,
	diskReadBytes: 200_000,
	writeBytes: 132_096,
	envelopeBytes: 132_096,
	eventBytes: 16_384
};
export const RESOURCES = Object.keys(LIMITS) as readonly Resource[];
/** Of a contract's code. */
export const WASM_LIMIT = 131_072;

/** A third to spare: prices of resources and limits move, and a fill may ride in a batch. */
export const allowed = (resource: Resource): number => Math.floor((LIMITS[resource] * 2) / 3);

/** Of all limits the one a cost comes closest to. */
export function tightest(cost: Cost): { readonly resource: Resource; readonly share: number } {
	const shares = RESOURCES.map((resource) => ({
		resource,
		share: cost[resource] / LIMITS[resource]
	}));
	return shares.reduce((most, one) => (one.share > most.share ? one : most));
}
