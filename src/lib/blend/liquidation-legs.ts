import type { BTokens, DTokens } from '#lib/math/amount.ts';
import type { Positions, Reserves } from './reserve.ts';

/** The assets an auction takes: `bid` from the debts, `lot` from the collateral. */
export interface LiquidationLegs {
	readonly bid: readonly string[];
	readonly lot: readonly string[];
}

/** The part of the positions that the legs name; or why the pool refuses the legs. */
export function legPositions(
	positions: Positions,
	reserves: Reserves,
	legs: LiquidationLegs
):
	| (Positions & { readonly kind: 'named' })
	| { readonly kind: 'refused'; readonly code: 1200 | 1221 | 1222 } {
	if (hasDuplicates(legs.bid) || hasDuplicates(legs.lot)) return { kind: 'refused', code: 1200 };
	const indexOf = new Map(reserves.map((reserve, index) => [reserve.asset, index]));
	const liabilities = pick<DTokens>(positions.liabilities, legs.bid, indexOf);
	if (liabilities === undefined) return { kind: 'refused', code: 1221 };
	const collateral = pick<BTokens>(positions.collateral, legs.lot, indexOf);
	if (collateral === undefined) return { kind: 'refused', code: 1222 };
	return { kind: 'named', collateral, liabilities, supply: new Map() };
}

const hasDuplicates = (assets: readonly string[]): boolean => new Set(assets).size < assets.length;

function pick<T>(
	from: ReadonlyMap<number, T>,
	assets: readonly string[],
	indexOf: ReadonlyMap<string, number>
): ReadonlyMap<number, T> | undefined {
	if (assets.length === 0) return undefined;
	const picked = new Map<number, T>();
	for (const asset of assets) {
		const index = indexOf.get(asset);
		const amount = index === undefined ? undefined : from.get(index);
		if (index === undefined || amount === undefined) return undefined;
		picked.set(index, amount);
	}
	return picked;
}
