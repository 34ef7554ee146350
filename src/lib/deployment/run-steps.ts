import { readEntries } from '#lib/chain/ledger-entries.ts';
import { accountKey } from '#lib/chain/ledger-keys.ts';
import type { Signer } from '#lib/chain/signer.ts';
import { readAccount } from '#lib/chain/token-entries.ts';
import { transact, type Chain, type TransactError } from '#lib/chain/transact.ts';
import type { ReadError } from '#lib/keeper/ports.ts';
import { err, ok, type Result } from '#lib/result.ts';
import type { Party, Step } from './step.ts';

export interface StepPorts {
	readonly chain: Chain;
	readonly signers: Readonly<Record<Party, Signer>>;
	readonly progress?: (title: string, state: 'skipped' | 'done', at: Progress) => void;
}

export interface Progress {
	/** Steps behind, and all there are. */
	readonly done: number;
	readonly total: number;
	/** Stroops that the network charged for this one; 0 for what was skipped. */
	readonly fee: bigint;
}

export interface DeployError {
	readonly step: string;
	readonly cause: TransactError;
}

/** Looks at a step before it is given up: a full queue, a limit, an earlier run's transaction that was still on its way. */
const ATTEMPTS = 4;

/** One after the other; what the chain already has is skipped. */
export async function runSteps(
	steps: readonly Step[],
	ports: StepPorts,
	signal: AbortSignal
): Promise<Result<null, DeployError>> {
	for (const [index, step] of steps.entries()) {
		const ran = await runStep(step, ports, signal);
		if (!ran.ok) return err({ step: step.title, cause: ran.error });
		const { state, fee } = ran.value;
		ports.progress?.(step.title, state, { done: index + 1, total: steps.length, fee });
	}
	return ok(null);
}

interface Ran {
	readonly state: 'skipped' | 'done';
	readonly fee: bigint;
}

async function runStep(
	step: Step,
	{ chain, signers }: StepPorts,
	signal: AbortSignal
): Promise<Result<Ran, TransactError>> {
	const signer = signers[step.by];
	for (let attempt = 1; ; attempt += 1) {
		const now = await look(step, signer, chain, signal);
		if (!now.ok) {
			if (attempt === ATTEMPTS || !passes(now.error) || signal.aborted) return now;
			await chain.settle(signal);
			continue;
		}
		if (now.value.done) return ok({ state: 'skipped', fee: 0n });
		const applied = await transact(chain, signer, step.intent, signal, now.value.sequence);
		if (applied.ok) return ok({ state: 'done', fee: applied.value.result.feeCharged });
		if (signal.aborted) return applied;
		const again = attempt < ATTEMPTS && passes(applied.error);
		await chain.settle(signal);
		if (again) continue;
		// the last look: somebody else may have done it, or an answer was lost
		const after = await look(step, signer, chain, signal);
		return after.ok && after.value.done ? ok({ state: 'skipped', fee: 0n }) : applied;
	}
}

/** Is it done, and what has the account sent so far? Both of ONE ledger, so that nothing is done between the two answers. */
async function look(step: Step, signer: Signer, chain: Chain, signal: AbortSignal) {
	const keys = [...step.keys, accountKey(signer.address)];
	const entries = await readEntries(chain.rpc, keys, signal);
	if (!entries.ok) return entries;
	const done = step.done(entries.value);
	if (!done.ok) return done;
	const account = readAccount(entries.value, signer.address);
	if (!account.ok) return account;
	return ok({ done: done.value, sequence: account.value?.sequence });
}

/** Whether the same may work a ledger later. */
function passes(error: TransactError | ReadError): boolean {
	switch (error.kind) {
		case 'unreachable':
		case 'rate-limited':
		case 'try-again-later':
		case 'refused-by-network':
		case 'expired':
			return true;
		case 'malformed':
		case 'rpc-error':
		case 'refused':
		case 'unacceptable':
		case 'no-account':
		case 'failed':
		case 'aborted':
			return false;
	}
}
