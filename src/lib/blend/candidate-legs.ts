import { mulDiv } from '#lib/math/mul-div.ts';
import { tenTo } from '#lib/math/scale.ts';
import { owedCeil, suppliedFloor } from './convert.ts';
import type { LiquidationLegs } from './liquidation-legs.ts';
import type { LiquidationCase } from './liquidation-model.ts';

/**
 * Legs to try for a user, best first. `usable` names the assets the keeper can trade; legs of others are left out.
 * 1. Everything usable: it has the widest band, leaves no dust behind, and alone allows a full liquidation.
 * 2. If that exceeds `max_positions`: one debt and one collateral at least, then the most valuable legs, as many as fit.
 * 3. All usable debts with the most valuable collateral; the largest debt with all collateral; the largest pair.
 * Values are of the oracle, before factors; equal ones keep the order of the reserve list. Without prices only what exists counts.
 */
export function candidateLegs(
	target: LiquidationCase,
	usable: (asset: string) => boolean
): readonly LiquidationLegs[] {
	const debts = ranked(target, 'liabilities', usable);
	const collateral = ranked(target, 'collateral', usable);
	const [debt] = debts;
	const [best] = collateral;
	if (debt === undefined || best === undefined) return [];
	const candidates = [
		{ bid: debts, lot: collateral },
		mostValuable(debts, collateral, target.maxPositions),
		{ bid: debts, lot: [best] },
		{ bid: [debt], lot: collateral },
		{ bid: [debt], lot: [best] }
	];
	const seen = new Set<string>();
	return candidates
		.filter(({ bid, lot }) => bid.length + lot.length <= target.maxPositions)
		.map(({ bid, lot }) => ({ bid: bid.map(asset), lot: lot.map(asset) }))
		.filter((legs) => {
			const key = JSON.stringify(legs);
			return !seen.has(key) && seen.add(key).size > 0;
		});
}

interface Ranked {
	readonly asset: string;
	readonly value: bigint;
}
const asset = (leg: Ranked): string => leg.asset;
const byValue = (a: Ranked, b: Ranked): number =>
	a.value === b.value ? 0 : a.value < b.value ? 1 : -1;

function ranked(
	target: LiquidationCase,
	side: 'collateral' | 'liabilities',
	usable: (asset: string) => boolean
): readonly Ranked[] {
	const { positions, reserves, prices } = target;
	return reserves
		.flatMap((reserve, index): Ranked[] => {
			if (!usable(reserve.asset)) return [];
			const { bRate, dRate } = reserve.data;
			const b = positions.collateral.get(index);
			const d = positions.liabilities.get(index);
			const amount = side === 'collateral' ? b && suppliedFloor(b, bRate) : d && owedCeil(d, dRate);
			if (amount === undefined) return [];
			const price = prices.of.get(reserve.asset) ?? 0n;
			const value = mulDiv(price, amount, tenTo(reserve.config.decimals), 'floor');
			return [{ asset: reserve.asset, value }];
		})
		.sort(byValue);
}

function mostValuable(debts: readonly Ranked[], collateral: readonly Ranked[], most: number) {
	const bid = debts.slice(0, 1);
	const lot = collateral.slice(0, 1);
	const rest = [
		...debts.slice(1).map((leg) => ({ leg, into: bid })),
		...collateral.slice(1).map((leg) => ({ leg, into: lot }))
	].sort((a, b) => byValue(a.leg, b.leg));
	for (const { leg, into } of rest.slice(0, Math.max(most - 2, 0))) into.push(leg);
	return { bid, lot };
}
