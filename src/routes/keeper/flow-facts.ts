import type { FlowKind } from '#lib/flows/request.ts';

/** Transactions of this page that an earlier visit may have left on their way. */
export const KINDS: readonly FlowKind[] = [
	'register',
	'grant',
	'rotate',
	'revoke',
	'revoke-all',
	'top-up',
	'merge-session'
];

/** What each of them brings. */
export const EFFECT: Partial<Record<FlowKind, string>> = {
	register: 'Key approved',
	grant: 'Key approved',
	rotate: 'Key replaced',
	revoke: 'Key revoked',
	'revoke-all': 'All keys revoked',
	'top-up': 'XLM received',
	'merge-session': 'XLM back with you',
	faucet: 'Test USDC received'
};
