import type { Intent, Invocation } from './operation.ts';
import { address, i128, string, bytes, u32, vec } from './scval.ts';
import { transferCall } from './token-calls.ts';

/* Comet, pool factory and backstop of Blend v2: what surrounds a pool. Amounts in smallest units. */

/** A token and how much of it. */
export interface Share {
	readonly token: string;
	readonly amount: bigint;
}

/** Comet's allowances end where a number of ledgers ends that is a multiple of this. */
const APPROVAL_LEDGERS = 100_000;

/** Comet takes what it is paid by an allowance of its own making. */
const pull = (
	comet: string,
	from: string,
	{ token, amount }: Share,
	ledger: number
): Invocation => ({
	contract: token,
	fn: 'approve',
	args: [
		address(from),
		address(comet),
		i128(amount),
		u32((Math.floor(ledger / APPROVAL_LEDGERS) + 1) * APPROVAL_LEDGERS)
	]
});

/** Weights and fee with 7 decimals. Gives the controller the first 100 LP. */
export const initCometIntent = (
	comet: string,
	controller: string,
	shares: readonly (Share & { readonly weight: bigint })[],
	fee: bigint
): Intent => ({
	kind: 'invoke',
	auth: 'source',
	call: {
		contract: comet,
		fn: 'init',
		args: [
			address(controller),
			vec(shares.map(({ token }) => address(token))),
			vec(shares.map(({ weight }) => i128(weight))),
			vec(shares.map(({ amount }) => i128(amount))),
			i128(fee)
		],
		under: shares.map(({ token, amount }) => transferCall(token, controller, comet, amount))
	}
});

/** Mints `lp` for at most `limits`, in the order of Comet's tokens. `ledger`: the latest that closed. */
export const joinCometIntent = (
	comet: string,
	user: string,
	lp: bigint,
	limits: readonly Share[],
	ledger: number
): Intent => ({
	kind: 'invoke',
	auth: 'source',
	call: {
		contract: comet,
		fn: 'join_pool',
		args: [i128(lp), vec(limits.map(({ amount }) => i128(amount))), address(user)],
		under: limits.map((share) => pull(comet, user, share, ledger))
	}
});

export interface NewPool {
	/** Where it will stand: its constructor asks the admin too, by that address. */
	readonly at: string;
	readonly admin: string;
	readonly name: string;
	readonly salt: Uint8Array;
	readonly oracle: string;
	readonly bstopRate: number;
	readonly maxPositions: number;
	readonly minCollateral: bigint;
	readonly backstop: string;
	readonly blnd: string;
}

export function deployPoolIntent(factory: string, pool: NewPool): Intent {
	const [admin, name] = [address(pool.admin), string(pool.name)];
	const terms = [
		address(pool.oracle),
		u32(pool.bstopRate),
		u32(pool.maxPositions),
		i128(pool.minCollateral)
	];
	const constructed: Invocation = {
		contract: pool.at,
		fn: '__constructor',
		args: [admin, name, ...terms, address(pool.backstop), address(pool.blnd)]
	};
	return {
		kind: 'invoke',
		auth: 'source',
		call: {
			contract: factory,
			fn: 'deploy',
			args: [admin, name, bytes(pool.salt), ...terms],
			under: [constructed]
		}
	};
}

/** First-loss capital for a pool, in Comet's LP token. */
export const backPoolIntent = (
	backstop: string,
	from: string,
	pool: string,
	{ token, amount }: Share
): Intent => ({
	kind: 'invoke',
	auth: 'source',
	call: {
		contract: backstop,
		fn: 'deposit',
		args: [address(from), address(pool), i128(amount)],
		under: [transferCall(token, from, backstop, amount)]
	}
});
