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
