import { LedgerEntryData, type AccountEntry } from '@stellar/stellar-sdk/xdr';
import { StrKey } from '@stellar/stellar-sdk/base';
import type { UsdcFacts, XlmFacts } from '#lib/keeper/network-facts.ts';
import type { ReadError } from '#lib/keeper/ports.ts';
import { stroops, usdc } from '#lib/math/amount.ts';
import { err, ok, type Result } from '#lib/result.ts';
import { accountEntry, type Entries } from './ledger-entries.ts';
import { accountKey, trustlineKey } from './ledger-keys.ts';

/* What an account can spend, which is less than what it holds. */

/** Half an XLM, for the account twice and for each of its entries. */
const BASE_RESERVE = 5_000_000n;
/** TrustLineFlags: the issuer has authorised the holder. */
const AUTHORISED = 1;

export interface AccountMeans {
	readonly xlm: XlmFacts;
	/** Accounts that may sign beside the master key, with a weight above 0. */
	readonly signers: readonly string[];
}

/** `undefined` = the account does not exist. */
export function readMeans(
	entries: Entries,
	account: string
): Result<AccountMeans | undefined, ReadError> {
	const entry = accountEntry(entries, accountKey(account));
	if (!entry.ok || entry.value === undefined) return entry as Result<undefined, ReadError>;
	const { balance, signers } = entry.value;
	const reserve = BASE_RESERVE * reserves(entry.value);
	const free = balance - reserve - sellingLiabilities(entry.value);
	return ok({
		xlm: {
			balance: stroops(balance),
			reserve: stroops(reserve),
			spendable: stroops(free > 0n ? free : 0n)
		},
		signers: signers.flatMap(({ key, weight }) =>
			key.type === 'signerKeyTypeEd25519' && weight > 0
				? [StrKey.encodeEd25519PublicKey(key.ed25519.toBytes())]
				: []
		)
	});
}

/** What somebody else has sponsored costs the account nothing, and what it sponsors does. */
function reserves({ numSubEntries, ext }: AccountEntry): bigint {
	const own = 2n + BigInt(numSubEntries);
	if (ext.type !== 'v1' || ext.v1.ext.type !== 'v2') return own;
	const { numSponsoring, numSponsored } = ext.v1.ext.v2;
	return own + BigInt(numSponsoring) - BigInt(numSponsored);
}

const sellingLiabilities = ({ ext }: AccountEntry): bigint =>
	ext.type === 'v1' ? ext.v1.liabilities.selling : 0n;

export function readUsdc(
	entries: Entries,
	account: string,
	code: string,
	issuer: string
): Result<UsdcFacts, ReadError> {
	const raw = entries.get(trustlineKey(account, code, issuer));
	if (raw === undefined) return ok({ kind: 'none' });
	try {
		const data = LedgerEntryData.fromXdr(raw.xdr, 'base64');
		if (data.type !== 'trustline') {
			return err({ kind: 'malformed', detail: `expected a trustline, found ${data.type}` });
		}
		const { balance, limit, flags, ext } = data.trustLine;
		const held = ext.type === 'v1' ? ext.v1.liabilities : { selling: 0n, buying: 0n };
		return ok({
			kind: 'trustline',
			available: usdc(balance - held.selling),
			room: usdc(limit - balance - held.buying),
			authorised: (flags & AUTHORISED) !== 0
		});
	} catch (cause) {
		return err({ kind: 'malformed', detail: String(cause) });
	}
}
