import { sha256 } from '#lib/chain/hash.ts';
import { readEntries } from '#lib/chain/ledger-entries.ts';
import { accountKey } from '#lib/chain/ledger-keys.ts';
import { prepare } from '#lib/chain/prepare.ts';
import { ask, health } from '#lib/chain/rpc-methods.ts';
import { readAccount } from '#lib/chain/token-entries.ts';
import type { Chain } from '#lib/chain/transact.ts';
import type { Signer } from '#lib/chain/signer.ts';
import type { Party, Step } from '#lib/deployment/step.ts';
import type { ReadError } from '#lib/keeper/ports.ts';
import { ok, type Result } from '#lib/result.ts';

/** One transaction that is still to be done. */
export interface Outstanding {
	readonly title: string;
	/** Stroops, at most. */
	readonly fee: bigint;
	/** By simulation; otherwise it cannot be simulated before the ones above it are done. */
	readonly simulated: boolean;
}

export interface Outlook {
	readonly outstanding: readonly Outstanding[];
	readonly total: number;
	/** Stroops; what cannot be simulated yet by `allowanceOf`. */
	readonly fees: bigint;
	/** XLM on the deployer's account; `undefined` = it does not exist. */
	readonly balance: bigint | undefined;
}

/** Stroops for what cannot be simulated yet, from above: creating a contract pays the rent of its code for months. */
const PER_CALL = 10_000_000n;
const PER_BYTE_OF_CODE = 10_000n;

function allowanceOf({ intent }: Step, steps: readonly Step[]): bigint {
	if (intent.kind !== 'create') return PER_CALL;
	const { wasmHash } = intent;
	const code = steps.find(
		(step) => step.intent.kind === 'upload' && equal(sha256(step.intent.wasm), wasmHash)
	);
	return code?.intent.kind === 'upload'
		? PER_BYTE_OF_CODE * BigInt(code.intent.wasm.length)
		: PER_CALL;
}

const equal = (a: Uint8Array, b: Uint8Array): boolean =>
	a.length === b.length && a.every((byte, index) => byte === b[index]);

/** Looks at what is left to do, and what it will cost. Sends nothing. */
export async function lookAhead(
	steps: readonly Step[],
	chain: Chain,
	signers: Readonly<Record<Party, Signer>>,
	signal: AbortSignal
): Promise<Result<Outlook, ReadError>> {
	const own = accountKey(signers.deployer.address);
	const [head, first] = await Promise.all([
		ask(chain.rpc, health(), signal),
		readEntries(chain.rpc, [own], signal)
	]);
	if (!head.ok) return head;
	if (!first.ok) return first;
	const account = readAccount(first.value, signers.deployer.address);
	if (!account.ok) return account;
	const outstanding: Outstanding[] = [];
	for (const step of steps) {
		const entries = await readEntries(chain.rpc, step.keys, signal);
		if (!entries.ok) return entries;
		const done = step.done(entries.value);
		// what cannot be read is not there yet: the step would not stand after the one that makes it
		if (done.ok && done.value) continue;
		const terms = {
			source: signers[step.by].address,
			sequence: 1n,
			bid: chain.caps.bid,
			maxLedger: 0,
			maxTime: head.value.latestLedgerCloseTime + 3_600,
			passphrase: chain.passphrase
		};
		const prepared = await prepare(chain.rpc, step.intent, terms, chain.caps, signal);
		if (!prepared.ok && ['unreachable', 'rate-limited'].includes(prepared.error.kind)) {
			return prepared as Result<never, ReadError>;
		}
		outstanding.push({
			title: step.title,
			fee: prepared.ok ? prepared.value.maxFee : allowanceOf(step, steps),
			simulated: prepared.ok
		});
	}
	return ok({
		outstanding,
		total: steps.length,
		fees: outstanding.reduce((sum, { fee }) => sum + fee, 0n),
		balance: account.value?.balance
	});
}
