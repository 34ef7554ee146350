import type { FlowKind } from '#lib/flows/request.ts';

/** What the success of each transaction brings, as the last step of its way. */
export const FLOW_EFFECTS: Readonly<Record<FlowKind, string>> = {
	deposit: 'Shares credited',
	withdraw: 'USDC paid out',
	redeem: 'USDC paid out',
	trustline: 'Account can hold USDC',
	faucet: 'Test USDC received',
	'claim-rewards': 'Rewards paid',
	restore: 'Entries restored',
	register: 'Key approved',
	grant: 'Key approved',
	rotate: 'Key replaced',
	revoke: 'Key revoked',
	'revoke-all': 'All keys revoked',
	'top-up': 'XLM received',
	'merge-session': 'XLM back with you'
};
