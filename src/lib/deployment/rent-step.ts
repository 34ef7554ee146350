import { sha256 } from '#lib/chain/hash.ts';
import { codeKey } from '#lib/chain/ledger-keys.ts';
import { ok } from '#lib/result.ts';
import type { Step } from './step.ts';

/** 30 days of 5-second ledgers, below which our contracts extend their own life. */
const ENOUGH_LEDGERS = 30 * 17_280;

/** Extends the life of a contract and its code. Left out, that rent is asked of the first who uses it: dozens of times his fee. */
export function rentStep(name: string, contract: string, wasm: Uint8Array): Step {
	const key = codeKey(sha256(wasm));
	return {
		title: `pay the rent of ${name}`,
		keys: [key],
		done: (entries) => {
			const until = entries.get(key)?.liveUntilLedgerSeq ?? 0;
			return ok(until - entries.ledger >= ENOUGH_LEDGERS);
		},
		by: 'deployer',
		intent: { kind: 'invoke', auth: 'none', call: { contract, fn: 'bump', args: [] } }
	};
}
