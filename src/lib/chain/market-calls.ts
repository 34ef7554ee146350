import type { Intent } from './operation.ts';
import { address, bytes, i128, u64, variant } from './scval.ts';
import { transferCall } from './token-calls.ts';

/* mock-oracle, lab-amm and faucet: the market of networks without a real one. */

const stellarAsset = (token: string) => variant('Stellar', address(token));

/** A price that is never older than the ledger reading it. */
export const setPriceFreshIntent = (oracle: string, token: string, price: bigint): Intent => ({
	kind: 'invoke',
	auth: 'source',
	call: { contract: oracle, fn: 'set_price_fresh', args: [stellarAsset(token), i128(price)] }
});

/** A price that ages from `timestamp` (unix seconds) on. */
export const setPriceIntent = (
	oracle: string,
	token: string,
	price: bigint,
	timestamp: number
): Intent => ({
	kind: 'invoke',
	auth: 'source',
	call: {
		contract: oracle,
		fn: 'set_price',
		args: [stellarAsset(token), i128(price), u64(timestamp)]
	}
});

export const removePriceIntent = (oracle: string, token: string): Intent => ({
	kind: 'invoke',
	auth: 'source',
	call: { contract: oracle, fn: 'remove_price', args: [stellarAsset(token)] }
});

export interface PairSide {
	readonly token: string;
	readonly amount: bigint;
}

export const addLiquidityIntent = (
	venue: string,
	from: string,
	a: PairSide,
	b: PairSide
): Intent => ({
	kind: 'invoke',
	auth: 'source',
	call: {
		contract: venue,
		fn: 'add_liquidity',
		args: [address(from), i128(a.amount), i128(b.amount)],
		under: [a, b]
			.filter((side) => side.amount > 0n)
			.map((side) => transferCall(side.token, from, venue, side.amount))
	}
});

export const removeLiquidityIntent = (
	venue: string,
	to: string,
	amountA: bigint,
	amountB: bigint
): Intent => ({
	kind: 'invoke',
	auth: 'source',
	call: {
		contract: venue,
		fn: 'remove_liquidity',
		args: [address(to), i128(amountA), i128(amountB)]
	}
});

/** Trades what was transferred to the venue before: anybody may call it, whoever paid. */
export const swapExactInIntent = (
	venue: string,
	pay: PairSide,
	receive: PairSide,
	to: string
): Intent => ({
	kind: 'invoke',
	auth: 'none',
	call: {
		contract: venue,
		fn: 'swap_exact_in',
		args: [
			address(pay.token),
			address(receive.token),
			i128(pay.amount),
			i128(receive.amount),
			address(to),
			bytes(new Uint8Array())
		]
	}
});

export const dripIntent = (faucet: string, to: string, amount: bigint): Intent => ({
	kind: 'invoke',
	auth: 'none',
	call: { contract: faucet, fn: 'drip', args: [address(to), i128(amount)] }
});
