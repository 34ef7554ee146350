/** How an argument is read. `usdc`, `xlm` and `shares` have 7 decimals. */
export type ArgumentUnit =
	'account' | 'usdc' | 'shares' | 'xlm' | 'token' | 'time' | 'limits' | 'as-is';
export type NamedArgument = readonly [name: string, unit: ArgumentUnit];
export interface NamedCall {
	readonly title: string;
	readonly args: readonly NamedArgument[];
}

const GRANT: readonly NamedArgument[] = [
	['session', 'account'],
	['float', 'xlm'],
	['expires_at', 'time'],
	['limits', 'limits']
];

/* Names and order of the arguments are those of the contracts' interfaces: docs/contracts.md. */

const REGISTRY: Readonly<Record<string, NamedCall>> = {
	register_with_session: {
		title: 'Register and delegate',
		args: [['operator', 'account'], ['name', 'as-is'], ['stake', 'usdc'], ...GRANT]
	},
	grant_session: { title: 'Delegate to a session key', args: [['operator', 'account'], ...GRANT] },
	rotate_session: {
		title: 'Replace the session key',
		args: [['operator', 'account'], ['old', 'account'], ['new', 'account'], ...GRANT.slice(1)]
	},
	revoke_session: {
		title: 'Revoke the session key',
		args: [
			['caller', 'account'],
			['operator', 'account'],
			['session', 'account']
		]
	},
	revoke_all: { title: 'Revoke every session key', args: [['operator', 'account']] }
};

const OUT: readonly NamedArgument[] = [
	['receiver', 'account'],
	['owner', 'account'],
	['operator', 'account']
];
const VAULT: Readonly<Record<string, NamedCall>> = {
	deposit_min: {
		title: 'Deposit into the vault',
		args: [
			['assets', 'usdc'],
			['receiver', 'account'],
			['from', 'account'],
			['operator', 'account'],
			['min_shares', 'shares']
		]
	},
	withdraw: { title: 'Withdraw from the vault', args: [['assets', 'usdc'], ...OUT] },
	redeem_min: {
		title: 'Redeem shares for USDC',
		args: [['shares', 'shares'], ...OUT, ['min_assets', 'usdc']]
	},
	claim_rewards: { title: 'Have the rewards paid out', args: [['operator', 'account']] }
};

const FAUCET: Readonly<Record<string, NamedCall>> = {
	drip: {
		title: 'Receive test USDC',
		args: [
			['to', 'account'],
			['amount', 'usdc']
		]
	}
};

const TOKEN: Readonly<Record<string, NamedCall>> = {
	transfer: {
		title: 'Send',
		args: [
			['from', 'account'],
			['to', 'account'],
			['amount', 'token']
		]
	}
};

export type CallRole = 'registry' | 'vault' | 'faucet' | 'token';

/** Names for a call's arguments; `undefined` = a call that this site never asks for. */
export function namedCall(role: CallRole, fn: string): NamedCall | undefined {
	switch (role) {
		case 'registry':
			return REGISTRY[fn];
		case 'vault':
			return VAULT[fn];
		case 'faucet':
			return FAUCET[fn];
		case 'token':
			return TOKEN[fn];
	}
}
