import type {
	AccountFacts,
	ArchivedEntry,
	Fact,
	OperatorFacts,
	SessionFacts
} from '#lib/keeper/network-facts.ts';
import { readErrorText } from '#lib/keeper/read-error-text.ts';
import type { ReadError } from '#lib/keeper/ports.ts';
import type { Network } from '#lib/networks.ts';
import { err, ok, type Result } from '#lib/result.ts';
import { readMeans, readUsdc } from './account-means.ts';
import { archivedAmong, type NamedKey } from './archived-entries.ts';
import type { Entries } from './ledger-entries.ts';
import { accountKey, trustlineKey, type LedgerKey } from './ledger-keys.ts';
import {
	delegationKey,
	keeperKey,
	readDelegation,
	readKeeper,
	readSessions,
	sessionsKey
} from './registry-entries.ts';
import {
	readReward,
	readShareBalance,
	readTranche,
	rewardKey,
	shareBalanceKey,
	trancheKey
} from './vault-entries.ts';

/** Whose facts: an account, and the sessions that the registry listed for it when it was read last. */
export interface Watched {
	readonly address: string;
	readonly sessions: readonly string[];
}

const ownKeys = ({ vault, registry }: Network, { address, sessions }: Watched): NamedKey[] => [
	{ what: 'your shares', key: shareBalanceKey(vault, address) },
	{ what: 'the lock of your shares', key: trancheKey(vault, address) },
	{ what: 'your rewards', key: rewardKey(vault, address) },
	{ what: 'your registration', key: keeperKey(registry, address) },
	{ what: 'the list of your session keys', key: sessionsKey(registry, address) },
	...sessions.map((session) => ({
		what: `the delegation of ${session.slice(0, 4)}…${session.slice(-4)}`,
		key: delegationKey(registry, address, session)
	}))
];

/** Every key the facts of an account need. */
export function accountFactKeys(network: Network, watched: Watched): readonly LedgerKey[] {
	const { code, issuer } = network.usdc;
	return [
		accountKey(watched.address),
		...(issuer === undefined ? [] : [trustlineKey(watched.address, code, issuer)]),
		...ownKeys(network, watched).map(({ key }) => key),
		...watched.sessions.map(accountKey)
	];
}

export function readAccountFacts(
	entries: Entries,
	network: Network,
	watched: Watched,
	closedAt: number
): AccountFacts {
	const { address } = watched;
	const { vault, registry, usdc } = network;
	const means = readMeans(entries, address);
	const operator = readKeeper(entries, registry, address);
	const archived: readonly ArchivedEntry[] = archivedAmong(entries, ownKeys(network, watched));
	return {
		address,
		ledger: entries.ledger,
		closedAt,
		xlm: fact(means.ok ? ok(means.value?.xlm) : means),
		signers: fact(means.ok ? ok(means.value?.signers ?? []) : means),
		usdc: fact(
			usdc.issuer === undefined
				? ok({ kind: 'none' })
				: readUsdc(entries, address, usdc.code, usdc.issuer)
		),
		shares: fact(readShareBalance(entries, vault, address)),
		tranche: fact(readTranche(entries, vault, address)),
		reward: fact(readReward(entries, vault, address)),
		operator: fact<OperatorFacts | undefined>(operator),
		sessions: operator.ok
			? readSessionFacts(entries, network, watched, operator.value?.epoch, closedAt)
			: fact(operator),
		archived
	};
}

/** The sessions the registry lists now; those not asked for yet are read with the next question. */
export const listedSessions = (
	entries: Entries,
	{ registry }: Network,
	address: string
): readonly string[] => {
	const listed = readSessions(entries, registry, address);
	return listed.ok ? listed.value : [];
};

function readSessionFacts(
	entries: Entries,
	{ registry }: Network,
	{ address }: Watched,
	epoch: number | undefined,
	closedAt: number
): Fact<readonly SessionFacts[]> {
	const listed = readSessions(entries, registry, address);
	if (!listed.ok) return fact(listed);
	const sessions: SessionFacts[] = [];
	for (const session of listed.value) {
		const delegation = readDelegation(entries, registry, address, session);
		if (!delegation.ok) return fact(delegation);
		if (delegation.value === undefined) continue;
		const account = readMeans(entries, session);
		if (!account.ok) return fact(account);
		const { epoch: granted, expiresAt } = delegation.value;
		sessions.push({
			address: session,
			delegation: delegation.value,
			state: granted !== epoch ? 'dead' : closedAt < expiresAt ? 'live' : 'expired',
			account: account.value && {
				xlm: account.value.xlm,
				coSigned: account.value.signers.includes(address)
			}
		});
	}
	return ok(sessions);
}

/** Of a failed read remains the sentence that says why. */
export const fact = <T>(read: Result<T, ReadError>): Fact<T> =>
	read.ok ? read : err(readErrorText(read.error));
