import { usdc } from '#lib/math/amount.ts';
import { oracleWorth } from '#lib/vault/oracle-worth.ts';
import type { FillMarket } from './fill-market.ts';
import type { AssetAmount } from './fill-needs.ts';

/** 0.01 USDC. Equals `MIN_SALE` of nectar-vault. */
const MIN_SALE = usdc(100_000n);

/**
 * Whether the vault keeps a lot although the order names a route for its token: less than a cent by the oracle, of a token that the
 * fill also repays. The route must be named for the debt, and a venue may refuse to trade so little.
 */
export function staysUnsold(
	market: FillMarket,
	{ asset, amount }: AssetAmount,
	bid: readonly AssetAmount[]
): boolean {
	const price = market.prices.get(asset);
	const cash = market.prices.get(market.usdc);
	if (price === undefined || cash === undefined || asset === market.usdc) return false;
	if (!bid.some((debt) => debt.asset === asset)) return false;
	return oracleWorth(amount, price.price, cash.price, price.decimals, 'ceil') < MIN_SALE;
}
