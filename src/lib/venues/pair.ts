/** A constant-product pair as its venue's ledger entry holds it. */
export interface Pair {
	readonly tokenA: string;
	readonly tokenB: string;
	/** Smallest units of token A. */
	readonly reserveA: bigint;
	/** Smallest units of token B. */
	readonly reserveB: bigint;
}

/** Pairs by the contract id of their venue. */
export type Pairs = ReadonlyMap<string, Pair>;

/** The pair's reserves seen by a trade that pays `tokenIn`; `undefined` if the pair does not hold it. */
export function facing(
	pair: Pair,
	tokenIn: string
): { readonly reserveIn: bigint; readonly reserveOut: bigint } | undefined {
	if (tokenIn === pair.tokenA) return { reserveIn: pair.reserveA, reserveOut: pair.reserveB };
	if (tokenIn === pair.tokenB) return { reserveIn: pair.reserveB, reserveOut: pair.reserveA };
	return undefined;
}

/** The token a trade that pays `tokenIn` receives. */
export const otherToken = (pair: Pair, tokenIn: string): string =>
	tokenIn === pair.tokenA ? pair.tokenB : pair.tokenA;
