import { shortAddress, type NameOf } from '#lib/keeper/explain.ts';
import { formatDecimal } from '#lib/math/format-decimal.ts';
import type { Network } from '#lib/networks.ts';
import { FIRST_APPROVAL, type ApprovalText } from '#lib/session/approval.ts';
import type { Limits } from '#lib/session/delegation.ts';
import type { KeeperReport } from '#worker/protocol.ts';
import type { Desk } from './desk.svelte.ts';

/** How sentences call the tokens of a network. */
export function nameIn(network: Network | undefined): NameOf {
	const tokens = network === undefined ? [] : [network.usdc, network.native, ...network.tokens];
	const names = new Map(tokens.map(({ contract, code }) => [contract, code]));
	return (asset) => names.get(asset) ?? shortAddress(asset);
}

/** Why nothing of this operator can be signed now; `undefined` = it can. */
export function signBar(
	wallet: string | undefined,
	operator: string | undefined,
	busy: boolean
): string | undefined {
	if (wallet === undefined) return 'Connect the wallet of this operator to change the key.';
	if (operator !== undefined && operator !== wallet) {
		return `The wallet shows another account. Choose ${shortAddress(operator)} in it.`;
	}
	return busy ? 'One transaction at a time: this page waits for the one above.' : undefined;
}

/** Why a keeper cannot go live yet; `undefined` = it can. */
export function liveBar(
	desk: Pick<Desk, 'trouble' | 'runway'>,
	report: KeeperReport | undefined
): string | undefined {
	const phase = report?.snapshot.phase.kind;
	if (report === undefined || report.snapshot.ledger === 0 || phase === 'starting') {
		return 'Wait until it has read its first ledger.';
	}
	if (phase === 'backing-off') return 'Wait until a node answers again.';
	switch (desk.trouble?.kind) {
		case undefined:
		case 'expiring':
			break;
		case 'low':
			if (desk.trouble.fills === 0) return 'Top up first: its XLM pays for no fill.';
			break;
		case 'no-delegation':
		case 'revoked':
		case 'expired':
			return 'The key has no live delegation. Renew it first.';
		case 'no-account':
			return 'The key has no account. Renew it with a float first.';
	}
	return desk.runway.kind === 'unknown' ? 'Still reading the key’s account.' : undefined;
}

/** What the form starts with when a key there is is changed: its own limits. */
export function termsOf(
	limits: Limits | undefined,
	change: 'renew' | 'rotate' | 'top-up'
): ApprovalText {
	const float = change === 'renew' ? '0' : FIRST_APPROVAL.float;
	if (limits === undefined) return { ...FIRST_APPROVAL, float };
	return {
		...FIRST_APPROVAL,
		float,
		fillsPerHour: limits.fillsPerHour.toString(),
		usdcPerFill: formatDecimal(limits.maxUsdcPerFill, 7),
		pools: limits.pools
	};
}
