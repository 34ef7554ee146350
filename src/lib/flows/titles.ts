import { shortAddress } from '#lib/keeper/explain.ts';
import { roundText } from './amount-text.ts';
import type { FlowRequest } from './request.ts';

const money = (raw: bigint, unit: string): string => roundText(raw, 2, unit);

/** What a request is called while it is on its way: “Deposit of 250.00 USDC”. */
export function titleOf(request: FlowRequest): string {
	switch (request.kind) {
		case 'trustline':
			return 'Trustline for USDC';
		case 'faucet':
			return `${money(request.amount, 'USDC')} from the faucet`;
		case 'deposit':
			return `Deposit of ${money(request.assets, 'USDC')}`;
		case 'withdraw':
			return `Withdrawal of ${money(request.assets, 'USDC')}`;
		case 'redeem':
			return `Redemption of ${roundText(request.shares, 4, 'shares')}`;
		case 'register':
			return `Registration of ${request.name}`;
		case 'grant':
			return `Delegation to ${shortAddress(request.grant.session)}`;
		case 'rotate':
			return `New key ${shortAddress(request.grant.session)} for ${shortAddress(request.old)}`;
		case 'revoke':
			return `Revocation of ${shortAddress(request.session)}`;
		case 'revoke-all':
			return 'Revocation of every key';
		case 'top-up':
			return `${money(request.amount, 'XLM')} for ${shortAddress(request.session)}`;
		case 'merge-session':
			return `XLM of ${shortAddress(request.session)} back`;
		case 'claim-rewards':
			return 'Claim of rewards';
		case 'restore':
			return 'Restoration of archived entries';
	}
}
