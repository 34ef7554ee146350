import { LedgerEntryData, type AccountEntry, type ScVal } from '@stellar/stellar-sdk/xdr';
import type { ReadError } from '#lib/keeper/ports.ts';
import { err, ok, type Result } from '#lib/result.ts';
import type { JsonRpc } from './json-rpc.ts';
import type { LedgerKey } from './ledger-keys.ts';
import { ask, ledgerEntries, type Query, type RawEntry } from './rpc-methods.ts';

/** stellar-rpc takes no more keys per call. */
const KEYS_PER_CALL = 200;

/** Entries read at one ledger. A key that is not in here does not exist (or, if temporary, has expired). */
export interface Entries {
	readonly ledger: number;
	get(key: LedgerKey): RawEntry | undefined;
}

/** A question for any number of keys; answers of different ledgers are refused. */
export function entriesQuery(keys: readonly LedgerKey[]): Query<Entries> {
	const unique = [...new Set(keys)];
	const parts: ReturnType<typeof ledgerEntries>[] = [];
	for (let at = 0; at < unique.length; at += KEYS_PER_CALL) {
		parts.push(ledgerEntries(unique.slice(at, at + KEYS_PER_CALL)));
	}
	return {
		calls: parts.flatMap((part) => part.calls),
		parse: (answers) =>
			join(parts.map((part, index) => part.parse(answers.slice(index, index + 1))))
	};
}

type Part = ReturnType<ReturnType<typeof ledgerEntries>['parse']>;

/** A decision uses facts of one ledger only. */
function join(parts: readonly Part[]): Result<Entries, ReadError> {
	const byKey = new Map<string, RawEntry>();
	let ledger: number | undefined;
	for (const part of parts) {
		if (!part.ok) return part;
		ledger ??= part.value.latestLedger;
		if (ledger !== part.value.latestLedger) {
			return err({
				kind: 'malformed',
				detail: `entries of ledgers ${ledger} and ${part.value.latestLedger} in one answer`
			});
		}
		for (const entry of part.value.entries) byKey.set(entry.key, entry);
	}
	return ok({ ledger: ledger ?? 0, get: (key) => byKey.get(key) });
}

/** Reads any number of keys at one ledger. */
export const readEntries = (
	rpc: JsonRpc,
	keys: readonly LedgerKey[],
	signal: AbortSignal
): Promise<Result<Entries, ReadError>> => ask(rpc, entriesQuery(keys), signal);

export type EntryState<T> =
	| { readonly kind: 'present'; readonly value: T; readonly liveUntil: number | undefined }
	/** Not there, or a temporary entry past its life. */
	| { readonly kind: 'absent' }
	/** A persistent entry past its life: it exists, but must be restored first. Never the same as absent. */
	| { readonly kind: 'archived' }
	| { readonly kind: 'unreadable'; readonly detail: string };

/** The value of a contract data entry, with the difference between gone and archived kept. */
export function contractData(entries: Entries, key: LedgerKey): EntryState<ScVal> {
	const raw = entries.get(key);
	if (raw === undefined) return { kind: 'absent' };
	try {
		const data = LedgerEntryData.fromXdr(raw.xdr, 'base64');
		if (data.type !== 'contractData') {
			return { kind: 'unreadable', detail: `expected contract data, found ${data.type}` };
		}
		const expired = raw.liveUntilLedgerSeq !== undefined && raw.liveUntilLedgerSeq < entries.ledger;
		if (expired) {
			const temporary = data.contractData.durability.name === 'temporary';
			return { kind: temporary ? 'absent' : 'archived' };
		}
		return { kind: 'present', value: data.contractData.val, liveUntil: raw.liveUntilLedgerSeq };
	} catch (cause) {
		return { kind: 'unreadable', detail: String(cause) };
	}
}

/** An account entry, or undefined if the account does not exist. */
export function accountEntry(
	entries: Entries,
	key: LedgerKey
): Result<AccountEntry | undefined, ReadError> {
	const raw = entries.get(key);
	if (raw === undefined) return ok(undefined);
	try {
		const data = LedgerEntryData.fromXdr(raw.xdr, 'base64');
		return data.type === 'account'
			? ok(data.account)
			: err({ kind: 'malformed', detail: `expected an account, found ${data.type}` });
	} catch (cause) {
		return err({ kind: 'malformed', detail: String(cause) });
	}
}
