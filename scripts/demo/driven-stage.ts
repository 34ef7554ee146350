import { STAGE_CAPS, Stage, type Scene } from '#lib/deployment/world/stage.ts';
import type { FeedLine } from '#lib/keeper/feed-line.ts';
import type { SandboxNetwork } from './sandbox-network.ts';

/** A stage whose ledgers close when the run says so. */
export class DrivenStage extends Stage {
	readonly sandbox: SandboxNetwork;
	/** What must happen after each ledger before the next may close. */
	#afterClose: () => Promise<void> = () => Promise.resolve();

	constructor(sandbox: SandboxNetwork, tell: (line: FeedLine) => void) {
		const { rpc, info } = sandbox;
		const settle = () => this.closeLedger();
		const chain = { rpc, passphrase: info.passphrase, settle, caps: STAGE_CAPS };
		super(chain, tell, new AbortController().signal);
		this.sandbox = sandbox;
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
}

export interface DrivenScene extends Scene {
	readonly stage: DrivenStage;
}
