import type { Intent } from '#lib/chain/operation.ts';
import { ask, health } from '#lib/chain/rpc-methods.ts';
import type { Signer } from '#lib/chain/signer.ts';
import {
	awaitApplied,
	sendIntent,
	transact,
	type Applied,
	type Chain,
	type TransactError
} from '#lib/chain/transact.ts';
import type { FeedLine } from '#lib/keeper/feed-line.ts';
import type { Network } from '#lib/networks.ts';

/** Fees of the cast: a deployment uploads wasm and pays rent for it. */
export const STAGE_CAPS = { bid: 100_000n, resourceFee: 2_000_000_000n };

/** One part of a scene: whose transaction, and what it is called when it fails. */
export interface Part {
	readonly what: string;
	readonly signer: Signer;
	readonly intent: Intent;
}

/** A network on which people act, and the line for each thing that happens. */
export class Stage {
	readonly chain: Chain;
	readonly signal: AbortSignal;
	readonly #tell: (line: FeedLine) => void;

	constructor(chain: Chain, tell: (line: FeedLine) => void, signal: AbortSignal) {
		this.chain = chain;
		this.signal = signal;
		this.#tell = tell;
	}

	tell(line: FeedLine): void {
		this.#tell(line);
	}

	async head(): Promise<{ readonly ledger: number; readonly closedAt: number }> {
		const head = await ask(this.chain.rpc, health(), this.signal);
		if (!head.ok) throw new StageError(`the head of the chain: ${describeError(head.error)}`);
		return { ledger: head.value.latestLedger, closedAt: head.value.latestLedgerCloseTime };
	}

	/** One transaction, applied. */
	async perform(what: string, signer: Signer, intent: Intent): Promise<Applied> {
		const applied = await transact(this.chain, signer, intent, this.signal);
		if (!applied.ok) throw new StageError(`${what}: ${describeError(applied.error)}`);
		return applied.value;
	}

	/** Transactions of different accounts, in one ledger. */
	async performAll(parts: readonly Part[]): Promise<readonly Applied[]> {
		const queued = [];
		for (const { what, signer, intent } of parts) {
			const sent = await sendIntent(this.chain, signer, intent, this.signal);
			if (!sent.ok) throw new StageError(`${what}: ${describeError(sent.error)}`);
			queued.push({ what, prepared: sent.value });
		}
		await this.chain.settle(this.signal);
		const settled = { ...this.chain, settle: () => Promise.resolve() };
		const applied: Applied[] = [];
		for (const { what, prepared } of queued) {
			const one = await awaitApplied(settled, prepared, this.signal);
			if (!one.ok) throw new StageError(`${what}: ${describeError(one.error)}`);
			applied.push(one.value);
		}
		return applied;
	}
}

/** What every scene needs to know. */
export interface Scene {
	readonly stage: Stage;
	readonly network: Network;
	/** Admin of oracle and pairs. */
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

/** The scene cannot go on; the message says where and why. Whoever opens a stage catches it and hands it on as a value. */
export class StageError extends Error {
	override readonly name = 'StageError';
}
