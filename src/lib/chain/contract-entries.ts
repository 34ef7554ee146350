import { ScVal, type ScContractInstance } from '@stellar/stellar-sdk/xdr';
import type * as v from 'valibot';
import type { ReadError } from '#lib/keeper/ports.ts';
import { err, ok, type Result } from '#lib/result.ts';
import { contractData, type Entries } from './ledger-entries.ts';
import { instanceKey, type LedgerKey } from './ledger-keys.ts';
import { decode } from './scval.ts';

/** Reads a data entry by a schema; `undefined` = absent. Archived is an error: it is not "absent". */
export function readOptional<const S extends v.GenericSchema>(
	entries: Entries,
	key: LedgerKey,
	schema: S,
	what: string
): Result<v.InferOutput<S> | undefined, ReadError> {
	const state = contractData(entries, key);
	switch (state.kind) {
		case 'present':
			return decode(schema, state.value, what);
		case 'absent':
			return ok(undefined);
		case 'archived':
			return archived(what);
		case 'unreadable':
			return err({ kind: 'malformed', detail: `${what}: ${state.detail}` });
	}
}

const archived = (what: string): Result<never, ReadError> =>
	err({ kind: 'malformed', detail: `${what} is archived and must be restored first` });

/** Reads a data entry that must be there. */
export function readRequired<const S extends v.GenericSchema>(
	entries: Entries,
	key: LedgerKey,
	schema: S,
	what: string
): Result<v.InferOutput<S>, ReadError> {
	const read = readOptional(entries, key, schema, what);
	if (!read.ok) return read;
	return read.value === undefined
		? err({ kind: 'malformed', detail: `${what} does not exist` })
		: ok(read.value);
}

/** What a contract keeps in its instance: fields by name, Symbol keys and unit variants of `DataKey` alike. */
export interface Instance {
	field<const S extends v.GenericSchema>(
		name: string,
		schema: S
	): Result<v.InferOutput<S>, ReadError>;
	has(name: string): boolean;
	/** Hex of the Wasm the contract runs; undefined for the asset contract built into the network. */
	readonly wasmHash: Uint8Array | undefined;
}

export function readInstance(
	entries: Entries,
	contract: string,
	what: string
): Result<Instance | undefined, ReadError> {
	const state = contractData(entries, instanceKey(contract));
	if (state.kind === 'absent') return ok(undefined);
	if (state.kind === 'archived') return archived(what);
	if (state.kind !== 'present' || state.value.type !== 'scvContractInstance') {
		return err({ kind: 'malformed', detail: `${what}: no readable contract instance` });
	}
	return ok(instance(state.value.instance, what));
}

export function requireInstance(
	entries: Entries,
	contract: string,
	what: string
): Result<Instance, ReadError> {
	const read = readInstance(entries, contract, what);
	if (!read.ok) return read;
	if (read.value !== undefined) return ok(read.value);
	return err({ kind: 'malformed', detail: `${what}: contract ${contract} does not exist` });
}

function instance(value: ScContractInstance, what: string): Instance {
	const fields = new Map<string, ScVal>();
	for (const { key, val } of value.storage ?? []) {
		const name = fieldName(key);
		if (name !== undefined) fields.set(name, val);
	}
	const { executable } = value;
	return {
		field(name, schema) {
			const found = fields.get(name);
			return found === undefined
				? err({ kind: 'malformed', detail: `${what} has no ${name}` })
				: decode(schema, found, `${what} ${name}`);
		},
		has: (name) => fields.has(name),
		wasmHash:
			executable.type === 'contractExecutableWasm' ? executable.wasmHash.toBytes() : undefined
	};
}

function fieldName(key: ScVal): string | undefined {
	if (key.type === 'scvSymbol') return String(key.sym);
	if (key.type !== 'scvVec' || key.vec?.length !== 1) return undefined;
	const [only] = key.vec;
	return only?.type === 'scvSymbol' ? String(only.sym) : undefined;
}
