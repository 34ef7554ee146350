import { StrKey } from '@stellar/stellar-sdk/base';
import { LedgerEntryData, type AccountEntry } from '@stellar/stellar-sdk/xdr';
import * as v from 'valibot';
import type { ReadError } from '#lib/keeper/ports.ts';
import { err, ok, type Result } from '#lib/result.ts';
import { readOptional } from './contract-entries.ts';
import { accountEntry, type Entries } from './ledger-entries.ts';
import { accountKey, persistentKey, trustlineKey, type LedgerKey } from './ledger-keys.ts';
import { address, variant } from './scval.ts';

/* Who holds how much: contracts in the token's storage, accounts in trustlines and account entries. */

const balance = v.object({ amount: v.bigint() });

/** Balance of a contract in an asset contract. */
export const contractBalanceKey = (token: string, holder: string): LedgerKey =>
	persistentKey(token, variant('Balance', address(holder)));

/** Without an entry a contract holds nothing. */
export function readContractBalance(
	entries: Entries,
	token: string,
	holder: string
): Result<bigint, ReadError> {
	const read = readOptional(
		entries,
		contractBalanceKey(token, holder),
		balance,
		`balance of ${holder}`
	);
	return read.ok ? ok(read.value?.amount ?? 0n) : read;
}

/** Units an account holds of a classic asset; `undefined` without a trustline. */
export function readTrustline(
	entries: Entries,
	account: string,
	code: string,
	issuer: string
): Result<bigint | undefined, ReadError> {
	const raw = entries.get(trustlineKey(account, code, issuer));
	if (raw === undefined) return ok(undefined);
	try {
		const data = LedgerEntryData.fromXdr(raw.xdr, 'base64');
		return data.type === 'trustline'
			? ok(data.trustLine.balance)
			: err({ kind: 'malformed', detail: `expected a trustline, found ${data.type}` });
	} catch (cause) {
		return err({ kind: 'malformed', detail: String(cause) });
	}
}

/** Of an account what a transaction of its needs. */
export interface AccountState {
	/** The last used sequence number. */
	readonly sequence: bigint;
	/** Stroops, reserve included. */
	readonly balance: bigint;
}

export function readAccount(
	entries: Entries,
	account: string
): Result<AccountState | undefined, ReadError> {
	const entry = accountEntry(entries, accountKey(account));
	if (!entry.ok || entry.value === undefined) return entry as Result<undefined, ReadError>;
	return ok({ sequence: entry.value.seqNum, balance: entry.value.balance });
}

/** Half an XLM, twice for the account itself and once for each thing it owns. */
const BASE_RESERVE = 5_000_000n;

/** Stroops that an account can spend, its reserve and what its offers promise left alone. Never negative. */
export function spendableOf(entry: AccountEntry): bigint {
	const v1 = entry.ext.type === 'v1' ? entry.ext.v1 : undefined;
	const v2 = v1?.ext.type === 'v2' ? v1.ext.v2 : undefined;
	const reserves = 2 + entry.numSubEntries + (v2?.numSponsoring ?? 0) - (v2?.numSponsored ?? 0);
	const locked = BigInt(reserves) * BASE_RESERVE + (v1?.liabilities.selling ?? 0n);
	return entry.balance > locked ? entry.balance - locked : 0n;
}

/** Accounts that co-sign for this one, whatever their weight. */
export const signersOf = ({ signers }: AccountEntry): readonly string[] =>
	signers.flatMap(({ key, weight }) =>
		key.type === 'signerKeyTypeEd25519' && weight > 0
			? [StrKey.encodeEd25519PublicKey(key.ed25519.toBytes())]
			: []
	);
