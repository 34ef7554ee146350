import { Address } from '@stellar/stellar-sdk/base';
import { ScMapEntry, ScVal } from '@stellar/stellar-sdk/xdr';
import * as v from 'valibot';
import { err, ok, type Result } from '#lib/result.ts';
import { i128Of, nativeOf } from './native.ts';

/* Contract values in and out. What comes out is parsed by a schema, once, here. */

export const symbol = (text: string): ScVal => ScVal.scvSymbol(text);
export const string = (text: string): ScVal => ScVal.scvString(text);
export const bool = (value: boolean): ScVal => ScVal.scvBool(value);
export const u32 = (value: number): ScVal => ScVal.scvU32(value);
export const u64 = (value: number | bigint): ScVal => ScVal.scvU64(BigInt(value));
export const i128 = i128Of;
export const bytes = (value: Uint8Array): ScVal => ScVal.scvBytes(value);
export const address = (strkey: string): ScVal => Address.fromString(strkey).toScVal();
export const vec = (items: readonly ScVal[]): ScVal => ScVal.scvVec([...items]);
/** A `#[contracttype]` struct: a map with sorted Symbol keys. */
export const struct = (fields: Readonly<Record<string, ScVal>>): ScVal =>
	ScVal.scvMap(
		Object.entries(fields)
			.toSorted(([a], [b]) => (a < b ? -1 : 1))
			.map(([key, val]) => new ScMapEntry({ key: symbol(key), val }))
	);
/** A `#[contracttype]` enum variant: its name, then its fields. */
export const variant = (name: string, ...fields: readonly ScVal[]): ScVal =>
	vec([symbol(name), ...fields]);

export interface DecodeError {
	readonly kind: 'malformed';
	readonly detail: string;
}

/** Reads a value by a schema over plain data: Symbol and Address as string, i128 and u64 as bigint, maps as objects. */
export function decode<const S extends v.GenericSchema>(
	schema: S,
	value: ScVal,
	what: string
): Result<v.InferOutput<S>, DecodeError> {
	let native: unknown;
	try {
		native = nativeOf(value);
	} catch (cause) {
		return err({ kind: 'malformed', detail: `${what}: ${String(cause)}` });
	}
	const parsed = v.safeParse(schema, native);
	if (parsed.success) return ok(parsed.output);
	const [issue] = parsed.issues;
	return err({
		kind: 'malformed',
		detail: `${what}: ${v.getDotPath(issue) ?? 'value'}: expected ${issue.expected ?? 'a match'}, found ${issue.received}`
	});
}

/** An integer of any width; `undefined` for everything else. */
export function decodeInteger(value: ScVal): bigint | undefined {
	const native: unknown = nativeOf(value);
	if (typeof native === 'bigint') return native;
	return typeof native === 'number' ? BigInt(native) : undefined;
}

/** Decodes base64 XDR of a value; malformed text is an error value, never a throw. */
export function scValFromXdr(xdr: string): Result<ScVal, DecodeError> {
	try {
		return ok(ScVal.fromXdr(xdr, 'base64'));
	} catch (cause) {
		return err({ kind: 'malformed', detail: String(cause) });
	}
}

/** A map keyed by address or number, as `nativeOf` renders it, back into a Map. */
export const mapOf = <const S extends v.GenericSchema>(value: S) =>
	v.pipe(
		v.record(v.string(), value),
		v.transform((record) => new Map(Object.entries(record)))
	);
export const mapByIndex = <const S extends v.GenericSchema>(value: S) =>
	v.pipe(
		v.record(v.string(), value),
		v.transform(
			(record) => new Map(Object.entries(record).map(([key, item]) => [Number(key), item]))
		)
	);
