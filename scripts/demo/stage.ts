import type { Intent } from '#lib/chain/operation.ts';
import type { Signer } from '#lib/chain/signer.ts';
import {
	awaitApplied,
	sendIntent,
	transact,
	type Applied,
	type Chain,
	type TransactError
} from '#lib/chain/transact.ts';
import type { Network } from '#lib/networks.ts';
import type { SandboxNetwork } from './sandbox-network.ts';
import { ask, health } from '#lib/chain/rpc-methods.ts';

/** Fees of the cast: a deployment uploads wasm and pays rent for it. */
const CAPS = { bid: 100_000n, resourceFee: 2_000_000_000n };

/** Where a run takes place: the network, its clock, and the line for each thing that happens. */
export class Stage {
	readonly sandbox: SandboxNetwork;
	readonly chain: Chain;
	readonly #tell: (line: Line) => void;
	/** What must happen after each ledger before the next may close. */
	#afterClose: () => Promise<void> = () => Promise.resolve();
	readonly signal = new AbortController().signal;

	constructor(sandbox: SandboxNetwork, tell: (line: Line) => void) {
		this.sandbox = sandbox;
		this.#tell = tell;
		this.chain = {
			rpc: sandbox.rpc,
			passphrase: sandbox.info.passphrase,
			settle: () => this.closeLedger(),
			caps: CAPS
		};
	}

	onClose(after: () => Promise<void>): void {
		this.#afterClose = after;
	}

	async closeLedger(): Promise<void> {
		await this.sandbox.closeLedger(1);
		await this.#afterClose();
	}

	async warp(seconds: number): Promise<void> {
		await this.sandbox.warp(seconds);
		await this.#afterClose();
	}

	tell(line: Line): void {
		this.#tell(line);
	}

	async head(): Promise<{ readonly ledger: number; readonly closedAt: number }> {
		const head = await ask(this.chain.rpc, health(), this.signal);
		if (!head.ok) throw new DemoError(`the head of the chain: ${describeError(head.error)}`);
		return { ledger: head.value.latestLedger, closedAt: head.value.latestLedgerCloseTime };
	}

	/** One transaction, applied. */
	async perform(what: string, signer: Signer, intent: Intent): Promise<Applied> {
		const applied = await transact(this.chain, signer, intent, this.signal);
		if (!applied.ok) throw new DemoError(`${what}: ${describeError(applied.error)}`);
		return applied.value;
	}

	/** Transactions of different accounts, in one ledger. */
	async performAll(
		parts: readonly { readonly what: string; readonly signer: Signer; readonly intent: Intent }[]
	): Promise<readonly Applied[]> {
		const queued = [];
		for (const { what, signer, intent } of parts) {
			const sent = await sendIntent(this.chain, signer, intent, this.signal);
			if (!sent.ok) throw new DemoError(`${what}: ${describeError(sent.error)}`);
			queued.push({ what, prepared: sent.value });
		}
		await this.closeLedger();
		const settled = { ...this.chain, settle: () => Promise.resolve() };
		const applied: Applied[] = [];
		for (const { what, prepared } of queued) {
			const one = await awaitApplied(settled, prepared, this.signal);
			if (!one.ok) throw new DemoError(`${what}: ${describeError(one.error)}`);
			applied.push(one.value);
		}
		return applied;
	}
}

/** One line of the feed. */
export interface Line {
	readonly ledger: number;
	readonly who: string;
	readonly text: string;
}

/** What every scene needs to know. */
export interface Scene {
	readonly stage: Stage;
	readonly network: Network;
	/** Admin of oracle and pairs, and the trader who keeps them together. */
	readonly deployer: Signer;
	/** Hands out XLM. */
	readonly funder: Signer;
}

export function describeError(error: TransactError): string {
	switch (error.kind) {
		case 'refused':
		case 'failed': {
			const { contract, code, text } = error.failure;
			const raised = code === undefined ? '' : ` (error ${code} of ${contract ?? 'a contract'})`;
			return `${text}${raised}`;
		}
		case 'refused-by-network':
			return error.code;
		case 'no-account':
			return `account ${error.account} does not exist`;
		case 'unreachable':
		case 'malformed':
		case 'unacceptable':
			return error.detail;
		case 'rpc-error':
			return error.message;
		case 'rate-limited':
		case 'try-again-later':
		case 'expired':
		case 'aborted':
			return error.kind;
	}
}

/** The run cannot go on; the message says where and why. */
export class DemoError extends Error {
	override readonly name = 'DemoError';
}
