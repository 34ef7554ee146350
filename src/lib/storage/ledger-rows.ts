import * as v from 'valibot';
import type { LedgerRow } from '#lib/keeper/ledger-row.ts';
import { ok, type Result } from '#lib/result.ts';
import type { KeyValue, StorageError } from './key-value.ts';

/** Whose ledger of profits. */
export interface RowsOwner {
	readonly passphrase: string;
	readonly operator: string;
}

const text = v.string();
const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const amount = v.optional(v.bigint());
const record = v.pipe(
	v.object({
		v: v.literal(1),
		hash: text,
		session: text,
		at: whole,
		ledger: whole,
		pool: text,
		user: text,
		action: v.picklist([
			'create',
			'fill',
			'delete-auction',
			'bad-debt',
			'co-sign',
			'revoke',
			'sweep'
		]),
		outcome: text,
		percent: v.optional(whole),
		spent: amount,
		profit: amount,
		vaultShare: amount,
		operatorShare: amount,
		fee: amount,
		xlmPrice: amount,
		confirmations: whole
	}),
	v.transform((raw): LedgerRow => ({
		hash: raw.hash,
		session: raw.session,
		at: raw.at,
		ledger: raw.ledger,
		pool: raw.pool,
		user: raw.user,
		action: raw.action,
		outcome: raw.outcome,
		percent: raw.percent,
		spent: raw.spent,
		profit: raw.profit,
		vaultShare: raw.vaultShare,
		operatorShare: raw.operatorShare,
		fee: raw.fee,
		xlmPrice: raw.xlmPrice,
		confirmations: raw.confirmations
	}))
);

const prefixOf = ({ passphrase, operator }: RowsOwner) => `row ${operator} ${passphrase} `;

/** All rows, newest first, and how many records could not be read. */
export async function readRows(
	store: KeyValue,
	owner: RowsOwner
): Promise<
	Result<{ readonly rows: readonly LedgerRow[]; readonly damaged: number }, StorageError>
> {
	const raw = await store.list(prefixOf(owner));
	if (!raw.ok) return raw;
	const parsed = raw.value.map(([, value]) => v.safeParse(record, value));
	const rows = parsed.flatMap((one) => (one.success ? [one.output] : []));
	return ok({
		rows: rows.toSorted((a, b) => b.at - a.at || b.ledger - a.ledger),
		damaged: parsed.length - rows.length
	});
}

/** Appends a row, or completes the one of that transaction. */
export const writeRow = (
	store: KeyValue,
	owner: RowsOwner,
	row: LedgerRow
): Promise<Result<null, StorageError>> =>
	store.set(`${prefixOf(owner)}${row.hash}`, { v: 1, ...row });

export const deleteRow = (
	store: KeyValue,
	owner: RowsOwner,
	hash: string
): Promise<Result<null, StorageError>> => store.delete(`${prefixOf(owner)}${hash}`);
