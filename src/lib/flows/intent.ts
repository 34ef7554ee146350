import { mergeAccountIntent, payNativeIntent, trustIntent } from '#lib/chain/classic.ts';
import { dripIntent } from '#lib/chain/market-calls.ts';
import { parseLedgerKey } from '#lib/chain/ledger-keys.ts';
import type { Intent } from '#lib/chain/operation.ts';
import {
	grantSessionIntent,
	registerWithSessionIntent,
	revokeAllIntent,
	revokeSessionIntent,
	rotateSessionIntent
} from '#lib/chain/registry-calls.ts';
import {
	claimRewardsIntent,
	depositIntent,
	redeemIntent,
	withdrawIntent
} from '#lib/chain/vault-calls.ts';
import type { Network } from '#lib/networks.ts';
import { err, ok, type Result } from '#lib/result.ts';
import type { FlowError } from './error.ts';
import type { FlowRequest } from './request.ts';

/** The transaction that a request of this account stands for. Built from the request alone. */
export function intentOf(
	request: FlowRequest,
	network: Network,
	account: string
): Result<Intent, FlowError> {
	const { vault, usdc } = network;
	const contracts = {
		registry: network.registry,
		usdc: usdc.contract,
		native: network.native.contract
	};
	switch (request.kind) {
		case 'trustline':
			return usdc.issuer === undefined
				? err({ kind: 'not-here', what: 'trustline' })
				: ok(trustIntent(usdc.code, usdc.issuer));
		case 'faucet':
			return network.faucet === undefined
				? err({ kind: 'not-here', what: 'faucet' })
				: ok(dripIntent(network.faucet, account, request.amount));
		case 'deposit':
			return ok(depositIntent(vault, usdc.contract, account, request.assets, request.minShares));
		case 'withdraw':
			return ok(withdrawIntent(vault, account, request.assets));
		case 'redeem':
			return ok(redeemIntent(vault, account, request.shares, request.minAssets));
		case 'claim-rewards':
			return ok(claimRewardsIntent(vault, account));
		case 'register': {
			const { name, stake, grant } = request;
			return ok(registerWithSessionIntent(contracts, { operator: account, name, stake, ...grant }));
		}
		case 'grant':
			return ok(grantSessionIntent(contracts, account, request.grant));
		case 'rotate':
			return ok(rotateSessionIntent(contracts, account, request.old, request.grant));
		case 'revoke':
			return ok(revokeSessionIntent(network.registry, account, account, request.session));
		case 'revoke-all':
			return ok(revokeAllIntent(network.registry, account));
		case 'top-up':
			return ok(payNativeIntent(request.session, request.amount));
		case 'merge-session':
			return ok(mergeAccountIntent(request.session, account));
		case 'restore':
			return restoring(request.keys);
	}
}

function restoring(texts: readonly string[]): Result<Intent, FlowError> {
	const keys = texts.flatMap((text) => parseLedgerKey(text) ?? []);
	return keys.length === texts.length && keys.length > 0
		? ok({ kind: 'restore', keys })
		: err({ kind: 'malformed', detail: 'keys of entries to restore' });
}

/** Stroops that leave the account by the request itself, fees not included. */
export function xlmOut(request: FlowRequest): bigint {
	switch (request.kind) {
		case 'register':
		case 'grant':
		case 'rotate':
			return request.grant.float;
		case 'top-up':
			return request.amount;
		case 'trustline':
			return TRUSTLINE_RESERVE;
		case 'faucet':
		case 'deposit':
		case 'withdraw':
		case 'redeem':
		case 'revoke':
		case 'revoke-all':
		case 'merge-session':
		case 'claim-rewards':
		case 'restore':
			return 0n;
	}
}

/** Half an XLM stays locked as long as the trustline is there. */
const TRUSTLINE_RESERVE = 5_000_000n;
