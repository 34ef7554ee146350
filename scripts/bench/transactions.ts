import { createAccountIntent } from '#lib/chain/classic.ts';
import { sha256 } from '#lib/chain/hash.ts';
import { readEntries } from '#lib/chain/ledger-entries.ts';
import { accountKey } from '#lib/chain/ledger-keys.ts';
import { prepare } from '#lib/chain/prepare.ts';
import { importSigner } from '#lib/chain/signer.ts';
import { confirm, submit } from '#lib/chain/submit.ts';
import { transferIntent } from '#lib/chain/token-calls.ts';
import { readAccount } from '#lib/chain/token-entries.ts';
import type { DrivenScene } from '../demo/driven-stage.ts';
import { clocked, timing, type Timing } from './measure.ts';

export interface TransactionTimings {
	/** Simulation, assembly and the comparison with the intent. */
	readonly simulate: Timing;
	/** Signature and send. */
	readonly send: Timing;
	/** The ledger that applies it. */
	readonly apply: Timing;
	readonly simulateAndApply: Timing;
}

const RUNS = 200;
const WARM_UP = 10;

/** A transfer of XLM through its asset contract, again and again: the small transaction everything is compared with. */
export async function timeTransfers(scene: DrivenScene): Promise<TransactionTimings> {
	const { stage, network, funder } = scene;
	const { chain, signal } = stage;
	const payer = await importSigner(sha256('nectar bench payer'));
	await stage.perform('an account', funder, createAccountIntent(payer.address, 10_000_000_000n));
	const intent = transferIntent(network.native.contract, payer.address, funder.address, 1n);
	const simulate: number[] = [];
	const send: number[] = [];
	const apply: number[] = [];
	for (let run = -WARM_UP; run < RUNS; run += 1) {
		const { ledger, closedAt } = await stage.head();
		const entries = await readEntries(chain.rpc, [accountKey(payer.address)], signal);
		const account = entries.ok ? readAccount(entries.value, payer.address) : entries;
		if (!account.ok || account.value === undefined) throw new Error('the payer is gone');
		const terms = {
			source: payer.address,
			sequence: account.value.sequence + 1n,
			bid: 100n,
			maxLedger: ledger + 5,
			maxTime: closedAt + 60,
			passphrase: chain.passphrase
		};
		const prepared = await clocked(() => prepare(chain.rpc, intent, terms, chain.caps, signal));
		const ready = prepared.value;
		if (!ready.ok) throw new Error(`simulation: ${ready.error.kind}`);
		const sent = await clocked(() => submit(chain.rpc, ready.value, payer, signal));
		if (!sent.value.ok) throw new Error(`send: ${sent.value.error.kind}`);
		const closed = await clocked(() => stage.closeLedger());
		const state = await confirm(chain.rpc, ready.value.hash, signal);
		if (!state.ok || state.value.kind !== 'succeeded') throw new Error('the transfer failed');
		if (run < 0) continue;
		simulate.push(prepared.ms);
		send.push(sent.ms);
		apply.push(closed.ms);
	}
	return {
		simulate: timing(simulate),
		send: timing(send),
		apply: timing(apply),
		simulateAndApply: timing(simulate.map((ms, run) => ms + (apply[run] ?? 0)))
	};
}
