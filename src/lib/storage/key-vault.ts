import * as v from 'valibot';
import { err, ok, type Result } from '#lib/result.ts';
import type { KeyValue, StorageError } from './key-value.ts';
import { STORED_KEY, type StoredKey } from './stored-key.ts';

/** Whose key, on which network. */
export interface KeyOwner {
	readonly passphrase: string;
	readonly operator: string;
}

export interface StoredKeys {
	readonly current: StoredKey | undefined;
	/** Made to replace it, until the chain knows it. */
	readonly next: StoredKey | undefined;
	/** Replaced, with XLM that has not gone back yet. */
	readonly retired: StoredKey | undefined;
}

const stored = v.object(STORED_KEY);
const record = v.object({
	v: v.literal(1),
	current: v.optional(stored),
	next: v.optional(stored),
	retired: v.optional(stored)
});

const NO_KEYS: StoredKeys = { current: undefined, next: undefined, retired: undefined };
const nameOf = ({ passphrase, operator }: KeyOwner) => `session ${operator} ${passphrase}`;

/** What this browser has. A record that is not one of ours is an error, never “no key”: a funded account may hang on it. */
export async function readKeys(
	store: KeyValue,
	owner: KeyOwner
): Promise<Result<StoredKeys, StorageError>> {
	const raw = await store.get(nameOf(owner));
	if (!raw.ok) return raw;
	if (raw.value === undefined) return ok(NO_KEYS);
	const parsed = v.safeParse(record, raw.value);
	if (!parsed.success) {
		const [issue] = parsed.issues;
		const detail = `the stored session key is damaged (${v.getDotPath(issue) ?? 'record'}: ${issue.message})`;
		return err({ kind: 'storage', detail });
	}
	const { current, next, retired } = parsed.output;
	return ok({ current, next, retired });
}

/** Stores and reads back: only what a later visit would find may have its address told. */
export async function writeKeys(
	store: KeyValue,
	owner: KeyOwner,
	keys: StoredKeys
): Promise<Result<null, StorageError>> {
	const written = await store.set(nameOf(owner), { v: 1, ...keys });
	if (!written.ok) return written;
	const back = await readKeys(store, owner);
	if (!back.ok) return back;
	const same = (['current', 'next', 'retired'] as const).every(
		(role) => back.value[role]?.address === keys[role]?.address
	);
	return same ? ok(null) : err({ kind: 'storage', detail: 'it forgot what it was given' });
}
