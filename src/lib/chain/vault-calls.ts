import type { Order, Swap } from '#lib/vault/vault-state.ts';
import type { Intent } from './operation.ts';
import { address, i128, struct, u32, vec } from './scval.ts';
import { transferCall } from './token-calls.ts';

/* Calls to nectar-vault. */

export const fillIntent = (
	vault: string,
	operator: string,
	session: string,
	order: Order
): Intent => ({
	kind: 'invoke',
	auth: 'source',
	call: {
		contract: vault,
		fn: 'fill',
		args: [address(operator), address(session), orderValue(order)]
	}
});

export const orderValue = (order: Order) =>
	struct({
		auction_type: u32(order.auctionType),
		min_profit: i128(order.minProfit),
		percent: u32(order.percent),
		pool: address(order.pool),
		swaps: vec(order.swaps.map(swapValue)),
		user: address(order.user)
	});

export const swapValue = (swap: Swap) =>
	struct({
		route: u32(swap.route),
		token: address(swap.token),
		weight_bps: u32(swap.weightBps)
	});

/** A deposit by `from` for himself, with the least number of shares he accepts. */
export const depositIntent = (
	vault: string,
	usdc: string,
	from: string,
	assets: bigint,
	minShares: bigint
): Intent => ({
	kind: 'invoke',
	auth: 'source',
	call: {
		contract: vault,
		fn: 'deposit_min',
		args: [i128(assets), address(from), address(from), address(from), i128(minShares)],
		under: [transferCall(usdc, from, vault, assets)]
	}
});

/** Anybody may have an operator's rewards paid out to him. */
export const claimRewardsIntent = (vault: string, operator: string): Intent => ({
	kind: 'invoke',
	auth: 'none',
	call: { contract: vault, fn: 'claim_rewards', args: [address(operator)] }
});

/** An exact amount of USDC out, for however many shares that takes. */
export const withdrawIntent = (vault: string, owner: string, assets: bigint): Intent => ({
	kind: 'invoke',
	auth: 'source',
	call: {
		contract: vault,
		fn: 'withdraw',
		args: [i128(assets), address(owner), address(owner), address(owner)]
	}
});

/** An exact number of shares in, for no less USDC than this. */
export const redeemIntent = (
	vault: string,
	owner: string,
	shares: bigint,
	minAssets: bigint
): Intent => ({
	kind: 'invoke',
	auth: 'source',
	call: {
		contract: vault,
		fn: 'redeem_min',
		args: [i128(shares), address(owner), address(owner), address(owner), i128(minAssets)]
	}
});
