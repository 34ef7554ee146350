import * as v from 'valibot';
import type { ReadError } from '#lib/keeper/ports.ts';
import type { Result } from '#lib/result.ts';
import type { Pair } from '#lib/venues/pair.ts';
import { nonNegative } from './bounds.ts';
import { requireInstance } from './contract-entries.ts';
import type { Entries } from './ledger-entries.ts';

/* Storage of lab-amm: its pair in the instance, so `instanceKey(venue)` is the key to read. */

const pair = v.pipe(
	v.object({
		reserve_a: nonNegative,
		reserve_b: nonNegative,
		token_a: v.string(),
		token_b: v.string()
	}),
	v.transform((raw): Pair => ({
		tokenA: raw.token_a,
		tokenB: raw.token_b,
		reserveA: raw.reserve_a,
		reserveB: raw.reserve_b
	}))
);

export function readPair(entries: Entries, venue: string): Result<Pair, ReadError> {
	const instance = requireInstance(entries, venue, 'venue');
	return instance.ok ? instance.value.field('Pair', pair) : instance;
}
