import type { Entries } from '#lib/chain/ledger-entries.ts';
import type { LedgerKey } from '#lib/chain/ledger-keys.ts';
import type { Intent } from '#lib/chain/operation.ts';
import type { ReadError } from '#lib/keeper/ports.ts';
import { ok, type Result } from '#lib/result.ts';

/** Who pays and signs: `funder` hands out XLM, the others are the deployment's own accounts. */
export type Party = 'funder' | 'deployer' | 'issuer';

/** One transaction of a deployment, and how the chain tells that it has happened. */
export interface Step {
	readonly title: string;
	/** Entries `done` looks at. */
	readonly keys: readonly LedgerKey[];
	/** True if nothing is left to do: a deployment that was interrupted starts again from the beginning. */
	readonly done: (entries: Entries) => Result<boolean, ReadError>;
	readonly by: Party;
	readonly intent: Intent;
}

/** Done once one key exists. */
export const exists =
	(key: LedgerKey) =>
	(entries: Entries): Result<boolean, ReadError> =>
		ok(entries.get(key) !== undefined);

/** Done once any of these is; asked in order. */
export const either =
	(...tests: readonly Step['done'][]): Step['done'] =>
	(entries) => {
		for (const test of tests) {
			const answer = test(entries);
			if (!answer.ok || answer.value) return answer;
		}
		return ok(false);
	};
