import { accrue } from '#lib/blend/accrue.ts';
import type { Prices, Reserves } from '#lib/blend/reserve.ts';
import { usablePrice } from '#lib/blend/usable-price.ts';
import { usdc, type Price, type Usdc } from '#lib/math/amount.ts';
import { mulDiv } from '#lib/math/mul-div.ts';
import { BPS, SCALE_7, tenTo } from '#lib/math/scale.ts';
import type { TokenPrice } from '#lib/vault/fill-economics.ts';
import { fillCapFloor } from '#lib/vault/fill-cap.ts';
import { isFreshForVault } from '#lib/vault/fresh-price.ts';
import { totalAssets } from '#lib/vault/total-assets.ts';
import { unvestedCeil } from '#lib/vault/vesting.ts';
import { facing, otherToken, type Pair } from '#lib/venues/pair.ts';
import type { FillMarket } from './fill-market.ts';
import type { LedgerView, MarketView, OraclePrice } from './view.ts';

const XLM_DECIMALS = 7;

/** The pool's reserves as a call in this ledger would load them. */
export const accruedReserves = ({ pool, closedAt }: MarketView): Reserves =>
	pool.reserves.map((reserve) => ({
		...reserve,
		data: accrue(reserve.config, reserve.data, pool.config.bstopRate, closedAt)
	}));

/** Prices the pool would value a position with; a stale or missing one is left out, never guessed. */
export function poolPrices({ pool, closedAt }: MarketView): Prices {
	const of = new Map<string, Price>();
	for (const [asset, { value, at }] of pool.prices) {
		const price = usablePrice(value, stamped(at, closedAt), closedAt);
		if (price !== undefined) of.set(asset, price);
	}
	return { decimals: pool.oracleDecimals, of };
}

/** What a fill of the keeper's through the vault depends on, from the facts of one ledger. */
export const fillMarket = (view: LedgerView, reserves: Reserves): FillMarket =>
	marketOf(view, reserves, spendLimit(view));

/** The same for nobody in particular: what the vault itself could do, without the limits of a delegation. */
export const vaultMarket = (view: MarketView, reserves: Reserves): FillMarket =>
	marketOf(view, reserves, vaultLimit(view));

function marketOf(view: MarketView, reserves: Reserves, limit: Usdc): FillMarket {
	const { vault, pool, pairs, closedAt } = view;
	const prices = new Map<string, TokenPrice>();
	for (const [asset, decimals] of vault.assets) {
		const price = pool.prices.get(asset);
		if (price === undefined || !vaultTakes(price, vault.params.maxPriceAgeSecs, closedAt)) continue;
		prices.set(asset, { price: price.value, decimals });
	}
	return {
		reserves,
		maxPositions: pool.config.maxPositions,
		usdc: vault.usdc,
		prices,
		routes: vault.routes.filter((route) => trades(pairs.get(route.venue), route.token, vault.usdc)),
		pairs,
		params: vault.params,
		spendLimit: limit,
		caps: vault.caps
	};
}

function vaultTakes({ value, at }: OraclePrice, maxAgeSecs: number, now: number): boolean {
	return value > 0n && isFreshForVault(stamped(at, now), now, maxAgeSecs);
}

const stamped = (at: OraclePrice['at'], now: number): number => (at === 'always-fresh' ? now : at);

/** Whether a venue's pair is the token against USDC: a quote in any other token would be taken for one in USDC. */
const trades = (pair: Pair | undefined, token: string, cash: string): boolean =>
	pair !== undefined &&
	token !== cash &&
	facing(pair, token) !== undefined &&
	otherToken(pair, token) === cash;

/** The least of what the vault holds and its cap per fill. */
function vaultLimit({ vault, closedAt }: MarketView): Usdc {
	const owned = totalAssets(vault.books, vault.balance, unvestedCeil(vault.vesting, closedAt));
	return least(vault.balance, fillCapFloor(owned, vault.params.fillCapBps));
}

/** The same, and what the delegation allows. */
const spendLimit = (view: LedgerView): Usdc =>
	least(vaultLimit(view), view.session.delegation?.limits.maxUsdcPerFill ?? usdc(0n));

const least = (a: Usdc, b: Usdc): Usdc => (b < a ? b : a);

/** A fee in USDC at oracle prices, rounded up; `undefined` without both prices. */
export function feeInUsdc(view: LedgerView, fee: bigint): Usdc | undefined {
	const { of } = poolPrices(view);
	const native = of.get(view.native);
	const cash = of.get(view.vault.usdc);
	if (native === undefined || cash === undefined) return undefined;
	return usdc(mulDiv(fee * native, SCALE_7, cash * tenTo(XLM_DECIMALS), 'ceil'));
}

/** The least profit whose operator's share pays a fee, rounded up; `undefined` = the vault gives operators no share. */
export const profitThatPays = (fee: Usdc, feeBps: number): Usdc | undefined =>
	feeBps === 0 ? undefined : usdc(mulDiv(fee, BPS, BigInt(feeBps), 'ceil'));
