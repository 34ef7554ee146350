import { AUCTION_TYPE, type AuctionKind } from '#lib/blend/auction.ts';
import { REQUEST_TYPE, type PoolRequest } from '#lib/blend/pool-request.ts';
import type { Intent } from './operation.ts';
import { address, i128, struct, u32, vec } from './scval.ts';
import { transferCall } from './token-calls.ts';

/* Calls to a Blend pool. Creating and deleting auctions needs nobody's authorisation. */

export interface NewAuction {
	readonly pool: string;
	readonly auction: AuctionKind;
	readonly user: string;
	readonly bid: readonly string[];
	readonly lot: readonly string[];
	readonly percent: number;
}

export const newAuctionIntent = (order: NewAuction): Intent => ({
	kind: 'invoke',
	auth: 'none',
	call: {
		contract: order.pool,
		fn: 'new_auction',
		args: [
			u32(AUCTION_TYPE[order.auction]),
			address(order.user),
			vec(order.bid.map(address)),
			vec(order.lot.map(address)),
			u32(order.percent)
		]
	}
});

export const deleteAuctionIntent = (pool: string, auction: AuctionKind, user: string): Intent => ({
	kind: 'invoke',
	auth: 'none',
	call: {
		contract: pool,
		fn: 'del_auction',
		args: [u32(AUCTION_TYPE[auction]), address(user)]
	}
});

export const badDebtIntent = (pool: string, user: string): Intent => ({
	kind: 'invoke',
	auth: 'none',
	call: { contract: pool, fn: 'bad_debt', args: [address(user)] }
});

/** `submit` by a user for himself: what he pays in is a transfer beneath his authorisation. */
export function submitIntent(pool: string, user: string, requests: readonly PoolRequest[]): Intent {
	const paid = new Map<string, bigint>();
	for (const request of requests) {
		if (paysIn(request)) {
			paid.set(request.address, (paid.get(request.address) ?? 0n) + request.amount);
		}
	}
	const who = address(user);
	return {
		kind: 'invoke',
		auth: 'source',
		call: {
			contract: pool,
			fn: 'submit',
			args: [who, who, who, vec(requests.map(requestValue))],
			under: [...paid].map(([asset, amount]) => transferCall(asset, user, pool, amount))
		}
	};
}

function requestValue(request: PoolRequest) {
	return struct({
		address: address(request.address),
		amount: i128(request.amount),
		request_type: u32(REQUEST_TYPE[request.kind])
	});
}

const paysIn = ({ kind }: PoolRequest): boolean =>
	kind === 'supply' || kind === 'supplyCollateral' || kind === 'repay';
