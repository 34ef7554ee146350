import * as v from 'valibot';
import { err, ok, type Result } from '#lib/result.ts';
import type { RawEvent } from './rpc-methods.ts';
import { decode, scValFromXdr, type DecodeError } from './scval.ts';

/** An event of a contract of ours, before its schema has seen it. */
export interface EventParts {
	readonly name: string;
	/** After the name. */
	readonly topics: readonly unknown[];
	readonly value: unknown;
}

/** What `contract` said; `undefined`: an event of no name in `names`. */
export function eventParts(
	raw: RawEvent,
	contract: string,
	names: ReadonlySet<string>
): Result<EventParts | undefined, DecodeError> {
	if (raw.contractId !== contract) {
		const detail = `event ${raw.id}: expected one of ${contract}, found one of ${raw.contractId}`;
		return err({ kind: 'malformed', detail });
	}
	const parts: unknown[] = [];
	for (const xdr of [...raw.topic, raw.value]) {
		const value = scValFromXdr(xdr);
		if (!value.ok) return value;
		const native = decode(v.unknown(), value.value, `event ${raw.id}`);
		if (!native.ok) return native;
		parts.push(native.value);
	}
	const [name, ...rest] = parts;
	if (typeof name !== 'string' || !names.has(name)) return ok(undefined);
	return ok({ name, topics: rest.slice(0, -1), value: rest.at(-1) });
}
