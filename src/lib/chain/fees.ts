import { stroops, type Stroops } from '#lib/math/amount.ts';
import type { ReadError } from '#lib/keeper/ports.ts';
import { ok, type Result } from '#lib/result.ts';
import { feeStats, mapQuery, type Query } from './rpc-methods.ts';

/** The network's least bid for one operation. */
export const MIN_BID = stroops(100n);

/**
 * The first bid must already be the one we mean, as replacing it costs twenty times as much:
 * clamp(max(2 × p95, p99), minimum, cap) of what the last ledgers charged.
 */
export function bidFromStats(p95: bigint, p99: bigint, cap: Stroops): Stroops {
	const wanted = 2n * p95 > p99 ? 2n * p95 : p99;
	const atLeast = wanted < MIN_BID ? MIN_BID : wanted;
	return stroops(atLeast > cap ? cap : atLeast);
}

export const bidQuery = (cap: Stroops): Query<Stroops> =>
	mapQuery(feeStats(), ({ sorobanInclusionFee: { p95, p99 } }) => ok(bidFromStats(p95, p99, cap)));

/** What a keeper bids: asked anew every few ledgers, as what others paid does not change faster. */
export class Bids {
	readonly #cap: Stroops;
	readonly #every: number;
	#last: { readonly value: Stroops; readonly ledger: number } | undefined;
	#due = true;
	#failing = false;

	constructor(cap: Stroops, everyLedgers: number) {
		this.#cap = cap;
		this.#every = everyLedgers;
	}

	/** The question to ask along with others, if it is due. */
	query(): Query<Stroops> | undefined {
		return this.#due ? bidQuery(this.#cap) : undefined;
	}

	/**
	 * The bid after an answer. Statistics that cannot be read cost no ledger: the last bid stays, or else the network's least, and
	 * they are asked for again. `trouble` is told once.
	 */
	take(
		answer: Result<Stroops | undefined, ReadError>,
		ledger: number
	): { readonly bid: Stroops; readonly trouble: readonly string[] } {
		const trouble: string[] = [];
		if (answer.ok) {
			if (answer.value !== undefined) this.#last = { value: answer.value, ledger };
			this.#failing = false;
		}
		const bid = this.#last?.value ?? MIN_BID;
		if (!answer.ok && !this.#failing) {
			this.#failing = true;
			trouble.push(`fee statistics (${answer.error.kind}); the bid is ${bid} stroops`);
		}
		this.#due =
			!answer.ok || this.#last === undefined || ledger + 1 - this.#last.ledger >= this.#every;
		return { bid, trouble };
	}
}
