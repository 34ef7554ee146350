import { generatePair, pairSigner, type Signer } from '#lib/chain/signer.ts';
import { err, ok, type Result } from '#lib/result.ts';
import type { KeyValue } from '#lib/storage/key-value.ts';
import { readKeys, writeKeys, type KeyOwner, type StoredKeys } from '#lib/storage/key-vault.ts';
import type { StoredKey } from '#lib/storage/stored-key.ts';
import type { KeyError, KeyRole } from '../protocol.ts';

/** The signers of an operator in this browser. */
export interface OwnSigners {
	readonly current: Signer | undefined;
	/** Made to replace it. */
	readonly next: Signer | undefined;
	/** Replaced: nothing but its XLM is left to do. */
	readonly retired: Signer | undefined;
}

/** The address of a key, made if there is none. It is told only after it was stored and read back. */
export async function prepareKey(
	store: KeyValue,
	owner: KeyOwner,
	role: KeyRole
): Promise<Result<string, KeyError>> {
	const stored = await readKeys(store, owner);
	if (!stored.ok) return stored;
	const existing = stored.value[role];
	if (existing !== undefined) {
		const signer = await signerOf(existing);
		return signer.ok ? ok(signer.value.address) : signer;
	}
	const pair = await generatePair();
	const signer = pair && (await pairSigner(pair));
	if (pair === undefined || signer === undefined) return err({ kind: 'no-ed25519' });
	const { address } = signer;
	const written = await writeKeys(store, owner, { ...stored.value, [role]: { address, pair } });
	if (!written.ok) return written;
	const back = await ownSigners(store, owner);
	if (!back.ok) return back;
	return back.value[role]?.address === address
		? ok(address)
		: err({ kind: 'storage', detail: 'the key that was stored is not the one that came back' });
}

/** Every signer there is, each with proof that its two halves belong together. */
export async function ownSigners(
	store: KeyValue,
	owner: KeyOwner
): Promise<Result<OwnSigners, KeyError>> {
	const stored = await readKeys(store, owner);
	if (!stored.ok) return stored;
	const found: { -readonly [K in keyof OwnSigners]: Signer | undefined } = {
		current: undefined,
		next: undefined,
		retired: undefined
	};
	for (const role of ['current', 'next', 'retired'] as const) {
		const key = stored.value[role];
		if (key === undefined) continue;
		const signer = await signerOf(key);
		if (!signer.ok) return signer;
		found[role] = signer.value;
	}
	return ok(found);
}

async function signerOf({ pair, address }: StoredKey): Promise<Result<Signer, KeyError>> {
	const signer = await pairSigner(pair);
	return signer?.address === address
		? ok(signer)
		: err({ kind: 'storage', detail: 'the stored session key does not match its address' });
}

/** The next key takes over; the one it replaces is kept until its account is empty. */
export const promoteNext = (store: KeyValue, owner: KeyOwner): Promise<Result<null, KeyError>> =>
	change(store, owner, ({ current, next, retired }) => ({
		current: next,
		next: undefined,
		retired: current ?? retired
	}));

export const forgetRetired = (store: KeyValue, owner: KeyOwner): Promise<Result<null, KeyError>> =>
	change(store, owner, (keys) => ({ ...keys, retired: undefined }));

async function change(
	store: KeyValue,
	owner: KeyOwner,
	turn: (keys: StoredKeys) => StoredKeys
): Promise<Result<null, KeyError>> {
	const stored = await readKeys(store, owner);
	return stored.ok ? writeKeys(store, owner, turn(stored.value)) : stored;
}
