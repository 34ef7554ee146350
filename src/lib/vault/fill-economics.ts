import { usdc, type Price, type Underlying, type Usdc } from '#lib/math/amount.ts';
import { oracleWorth } from './oracle-worth.ts';
import { profitFloors, type ProfitFloors } from './profit-floor.ts';
import { splitProfitFloor, type ProfitSplit } from './split-profit.ts';
import type { VaultParams } from './vault-state.ts';

/** Oracle price and decimals of a token; of USDC only the price counts. */
export interface TokenPrice {
	readonly price: Price;
	readonly decimals: number;
}

/** A debt the fill repays: `amount` of the asset, bought for `cost` USDC. USDC itself costs what it is. */
export interface BidLeg {
	readonly asset: string;
	readonly amount: Underlying;
	readonly cost: Usdc;
}

/** Collateral the fill receives: sold for `proceeds` USDC; 0 if it stays in the vault. USDC itself brings what it is. */
export interface LotLeg {
	readonly asset: string;
	readonly amount: Underlying;
	readonly proceeds: Usdc;
}

export interface FillLegs {
	readonly bid: readonly BidLeg[];
	readonly lot: readonly LotLeg[];
}

/** A fill in numbers, before it is sent. */
export interface FillEconomics {
	/** USDC paid to venues for bids + USDC repaid. */
	readonly spent: Usdc;
	/** USDC after − before; negative = a loss. */
	readonly profit: Usdc;
	/** Oracle value of the lot − that of the bid. */
	readonly edge: Usdc;
	/** Oracle value of all legs that are not USDC. */
	readonly otherValue: Usdc;
	readonly floors: ProfitFloors;
	/** The first floor the profit misses, by the vault's order of checks; `undefined` = it passes. */
	readonly misses: keyof ProfitFloors | undefined;
	/** Of the profit; nothing to split of a loss. */
	readonly split: ProfitSplit;
}

type FillParams = Pick<
	VaultParams,
	'minProfit' | 'minMarginBps' | 'maxSlippageBps' | 'edgeShareBps' | 'feeBps'
>;

/**
 * The arithmetic of nectar-vault's `fill` from executed legs to its profit checks, integer for integer (DESIGN.md §3.2 step 6).
 * `undefined` if a price is missing: the vault would refuse (2152).
 */
export function fillEconomics(
	legs: FillLegs,
	usdcAsset: string,
	prices: ReadonlyMap<string, TokenPrice>,
	params: FillParams,
	orderMinProfit: Usdc
): FillEconomics | undefined {
	const usdcPrice = prices.get(usdcAsset);
	if (usdcPrice === undefined) return undefined;
	let otherValue = 0n;
	let edge = 0n;
	for (const { side, sign, rounding } of SIDES) {
		for (const { asset, amount } of legs[side]) {
			const own = prices.get(asset);
			if (own === undefined) return undefined;
			if (asset === usdcAsset) {
				edge += sign * amount;
				continue;
			}
			const worth = oracleWorth(amount, own.price, usdcPrice.price, own.decimals, rounding);
			edge += sign * worth;
			otherValue += worth;
		}
	}
	const spent = legs.bid.reduce((sum, leg) => sum + leg.cost, 0n);
	const profit = usdc(legs.lot.reduce((sum, leg) => sum + leg.proceeds, 0n) - spent);
	const floors = profitFloors({
		minProfit: params.minProfit,
		orderMinProfit,
		marginBps: params.minMarginBps,
		spent: usdc(spent),
		edge: usdc(edge),
		maxSlippageBps: params.maxSlippageBps,
		otherValue: usdc(otherValue),
		edgeShareBps: params.edgeShareBps
	});
	return {
		spent: usdc(spent),
		profit,
		edge: usdc(edge),
		otherValue: usdc(otherValue),
		floors,
		misses: ORDER.find((name) => profit < floors[name]),
		split: splitProfitFloor(profit > 0n ? profit : usdc(0n), params.feeBps)
	};
}

const SIDES = [
	{ side: 'bid', sign: -1n, rounding: 'floor' },
	{ side: 'lot', sign: 1n, rounding: 'ceil' }
] as const;
const ORDER = ['order', 'minimum', 'margin', 'edge'] as const;
