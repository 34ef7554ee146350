import * as v from 'valibot';
import type { ReadError } from '#lib/keeper/ports.ts';
import { usdc, type Usdc } from '#lib/math/amount.ts';
import { ok, type Result } from '#lib/result.ts';
import type { Delegation } from '#lib/session/delegation.ts';
import { account } from './bounds.ts';
import { readOptional, requireInstance } from './contract-entries.ts';
import type { Entries } from './ledger-entries.ts';
import { persistentKey, type LedgerKey } from './ledger-keys.ts';
import { address, variant } from './scval.ts';

/* Storage of keeper-registry. */

const seconds = v.pipe(v.bigint(), v.transform(Number));
const amount = v.pipe(v.bigint(), v.transform(usdc));

const delegation = v.pipe(
	v.object({
		epoch: v.number(),
		expires_at: seconds,
		fills_in_hour: v.number(),
		hour: seconds,
		limits: v.object({
			fills_per_hour: v.number(),
			max_usdc_per_fill: amount,
			pools: v.array(v.string())
		})
	}),
	v.transform((raw): Delegation => ({
		epoch: raw.epoch,
		expiresAt: raw.expires_at,
		fillsInHour: raw.fills_in_hour,
		hour: raw.hour,
		limits: {
			fillsPerHour: raw.limits.fills_per_hour,
			maxUsdcPerFill: raw.limits.max_usdc_per_fill,
			pools: raw.limits.pools
		}
	}))
);

/** An operator as registered. Statistics come from the vault alone. */
export interface KeeperRecord {
	readonly epoch: number;
	readonly name: string;
	/** Without what is on its way back. */
	readonly stake: Usdc;
	readonly fills: number;
	readonly profit: Usdc;
	readonly volume: Usdc;
}

const keeper = v.pipe(
	v.object({
		epoch: v.number(),
		fills: v.number(),
		name: v.string(),
		profit: amount,
		stake: amount,
		volume: amount
	}),
	v.transform((raw): KeeperRecord => raw)
);

export const keeperKey = (registry: string, operator: string): LedgerKey =>
	persistentKey(registry, variant('Keeper', address(operator)));
export const delegationKey = (registry: string, operator: string, session: string): LedgerKey =>
	persistentKey(registry, variant('Session', address(operator), address(session)));

/** Addresses of the sessions an operator has, some perhaps expired or revoked all at once. */
export const sessionsKey = (registry: string, operator: string): LedgerKey =>
	persistentKey(registry, variant('Sessions', address(operator)));

/** Slots used on the roster: operators with at least one fill. */
export function readKeeperCount(entries: Entries, registry: string): Result<number, ReadError> {
	const instance = requireInstance(entries, registry, 'registry');
	if (!instance.ok) return instance;
	return instance.value.has('Count') ? instance.value.field('Count', v.number()) : ok(0);
}

export function readSessions(
	entries: Entries,
	registry: string,
	operator: string
): Result<readonly string[], ReadError> {
	const key = sessionsKey(registry, operator);
	const read = readOptional(entries, key, v.array(account), `sessions of ${operator}`);
	return read.ok ? ok(read.value ?? []) : read;
}

export const readKeeper = (
	entries: Entries,
	registry: string,
	operator: string
): Result<KeeperRecord | undefined, ReadError> =>
	readOptional(entries, keeperKey(registry, operator), keeper, `keeper ${operator}`);

export const readDelegation = (
	entries: Entries,
	registry: string,
	operator: string,
	session: string
): Result<Delegation | undefined, ReadError> =>
	readOptional(
		entries,
		delegationKey(registry, operator, session),
		delegation,
		`delegation of ${session}`
	);
