import type { SessionRefusal } from '#lib/session/usable.ts';

/** Why a delegation lets nothing through, and what to do. */
export const SESSION_WORDS: Readonly<
	Record<
		SessionRefusal | 'not-registered' | 'no-account',
		{ readonly code: string; readonly sentence: string }
	>
> = {
	'no-session': {
		code: 'no_delegation',
		sentence: 'The key has no delegation on chain. Renew it, or stop and sweep.'
	},
	revoked: {
		code: 'revoked',
		sentence: 'The delegation was revoked. Sweep the key, or approve a new one.'
	},
	expired: {
		code: 'expired',
		sentence: 'The delegation has expired. Renew it, or stop and sweep.'
	},
	'pool-not-allowed': {
		code: 'pool_not_in_delegation',
		sentence: 'The delegation does not cover this pool. Renew it with this pool.'
	},
	'over-usdc-limit': {
		code: 'cap_per_fill',
		sentence: 'It would spend more than the delegation allows per fill.'
	},
	'over-fill-limit': {
		code: 'cap_per_hour',
		sentence: 'The delegation allows no more fills this hour. The next hour starts afresh.'
	},
	'not-registered': {
		code: 'not_registered',
		sentence: 'The operator is not registered. Approve a key to register.'
	},
	'no-account': {
		code: 'no_account',
		sentence: 'The session account does not exist. Top it up with at least 1 XLM.'
	}
};
