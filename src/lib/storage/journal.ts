import * as v from 'valibot';
import type { Action } from '#lib/keeper/action.ts';
import { usdc } from '#lib/math/amount.ts';
import { err, ok, type Result } from '#lib/result.ts';
import type { KeyValue, StorageError } from './key-value.ts';

/** A transaction as it was when it went out. Written before it is sent, deleted after it was booked. */
export interface JournalRecord {
	readonly hash: string;
	/** The signed envelope: sending it again is safe, as the chain takes it once. */
	readonly xdr: string;
	readonly sequence: bigint;
	readonly maxLedger: number;
	/** Unix seconds of ledger time. */
	readonly maxTime: number;
	/** Stroops. */
	readonly maxFee: bigint;
	/** Unix milliseconds on this computer. */
	readonly sentAt: number;
	readonly action: Action;
}

/** Whose queue: a session account has one slot, so there is one open record. */
export interface JournalOwner {
	readonly passphrase: string;
	readonly session: string;
}

const text = v.string();
const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const percent = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100));
const amount = v.pipe(v.bigint(), v.transform(usdc));
const order = v.object({
	pool: text,
	auctionType: whole,
	user: text,
	percent,
	swaps: v.array(v.object({ token: text, route: whole, weightBps: whole })),
	minProfit: amount
});
const chore = <const K extends string>(kind: K) => v.object({ kind: v.literal(kind), user: text });
const inPool = <const K extends string>(kind: K) =>
	v.object({ kind: v.literal(kind), pool: text, user: text });
const action = v.variant('kind', [
	v.object({
		kind: v.literal('create'),
		pool: text,
		user: text,
		legs: v.object({ bid: v.array(text), lot: v.array(text) }),
		percent
	}),
	v.object({ kind: v.literal('fill'), order }),
	inPool('delete-auction'),
	inPool('bad-debt'),
	chore('co-sign'),
	chore('revoke'),
	chore('sweep')
]) satisfies v.GenericSchema<unknown, Action>;
const record = v.object({
	v: v.literal(1),
	hash: v.pipe(text, v.regex(/^[0-9a-f]{64}$/)),
	xdr: text,
	sequence: v.bigint(),
	maxLedger: whole,
	maxTime: whole,
	maxFee: v.bigint(),
	sentAt: whole,
	action
});

const nameOf = ({ passphrase, session }: JournalOwner) => `pending ${session} ${passphrase}`;

/** The open record, if there is one that can be read. A damaged one is told and forgotten: it costs a row, never funds. */
export async function readJournal(
	store: KeyValue,
	owner: JournalOwner
): Promise<Result<JournalRecord | undefined, StorageError>> {
	const raw = await store.get(nameOf(owner));
	if (!raw.ok) return raw;
	if (raw.value === undefined) return ok(undefined);
	const parsed = v.safeParse(record, raw.value);
	if (parsed.success) return ok(parsed.output);
	await store.delete(nameOf(owner));
	const [issue] = parsed.issues;
	const detail = `the record of the last transaction is damaged (${v.getDotPath(issue) ?? 'record'}: ${issue.message})`;
	return err({ kind: 'storage', detail });
}

export const writeJournal = (
	store: KeyValue,
	owner: JournalOwner,
	entry: JournalRecord
): Promise<Result<null, StorageError>> => store.set(nameOf(owner), { v: 1, ...entry });

/** Only if it is still this one: a later transaction may have taken its place. */
export async function closeJournal(
	store: KeyValue,
	owner: JournalOwner,
	hash: string
): Promise<Result<null, StorageError>> {
	const open = await readJournal(store, owner);
	if (!open.ok) return open;
	return open.value?.hash === hash ? store.delete(nameOf(owner)) : ok(null);
}
