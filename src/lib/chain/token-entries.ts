import { StrKey } from '@stellar/stellar-sdk/base';
import { LedgerEntryData } from '@stellar/stellar-sdk/xdr';
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
	/** Each holds back one base reserve. */
	readonly subentries: number;
	/** Accounts that may sign for it besides its own key. */
	readonly signers: readonly string[];
}

export function readAccount(
	entries: Entries,
	account: string
): Result<AccountState | undefined, ReadError> {
	const entry = accountEntry(entries, accountKey(account));
	if (!entry.ok || entry.value === undefined) return entry as Result<undefined, ReadError>;
	const { seqNum, balance: held, numSubEntries, signers } = entry.value;
	return ok({
		sequence: seqNum,
		balance: held,
		subentries: numSubEntries,
		signers: signers.flatMap(({ key }) =>
			key.type === 'signerKeyTypeEd25519'
				? [StrKey.encodeEd25519PublicKey(key.ed25519.toBytes())]
				: []
		)
	});
}
