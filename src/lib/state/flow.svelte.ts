import type { JsonRpc } from '#lib/chain/json-rpc.ts';
import type { Assembled } from '#lib/flows/assemble.ts';
import type { FlowPorts } from '#lib/flows/run.ts';
import type { FlowKind, FlowRequest } from '#lib/flows/request.ts';
import type { FlowStage, FlowSubject } from '#lib/flows/stage.ts';
import type { Clock } from '#lib/keeper/ports.ts';
import type { Network, NetworkChoice } from '#lib/networks.ts';
import type { FlowRecords } from '#lib/storage/flow-records.ts';
import type { Wallet } from '#lib/wallet/wallet.ts';
import type { WalletView } from './wallet.svelte.ts';

/** Of the site what a transaction needs. */
export interface FlowSite {
	readonly choice: NetworkChoice | undefined;
	readonly network: Network | undefined;
	rpc(): Promise<JsonRpc>;
}
export interface FlowWallet {
	readonly status: WalletView;
	port(): Promise<Wallet>;
}
/** What tests replace. */
export interface FlowTools {
	records(): Promise<FlowRecords>;
	readonly clock: Clock;
}

/** Ledger time within which a transaction must be in a ledger. The embedded network's clock may be fast, or be pushed forward. */
const PATIENCE_SECS = { rpc: 300, embedded: 3_600 };
const POLL_MS = { rpc: 2_000, embedded: 500 };

/**
 * One wallet-signed transaction at a time, from the request to its ledger. A component reads `stage` and calls the methods from
 * clicks. Survives a reload: `resume` takes up what is still on its way.
 */
export class Flow {
	#stage = $state.raw<FlowStage>({ kind: 'idle' });
	#subject = $state.raw<FlowSubject | undefined>();
	#request: FlowRequest | undefined;
	#assembled: Assembled | undefined;
	#stop = new AbortController();
	readonly #site: FlowSite;
	readonly #wallet: FlowWallet;
	readonly #tools: FlowTools;

	constructor(site: FlowSite, wallet: FlowWallet, tools: FlowTools = BROWSER) {
		this.#site = site;
		this.#wallet = wallet;
		this.#tools = tools;
	}

	get stage(): FlowStage {
		return this.#stage;
	}
	/** What is under way, or was last; `undefined` before the first. */
	get subject(): FlowSubject | undefined {
		return this.#subject;
	}
	/** True while something is under way that another request would have to wait for. */
	get busy(): boolean {
		return !isAtRest(this.#stage);
	}

	/** Assembles a request and shows what it would sign. Ignored while another one is signed or sent. */
	async begin(request: FlowRequest): Promise<void> {
		if (this.busy) return;
		const signal = this.#renew();
		this.#request = request;
		this.#assembled = undefined;
		this.#stage = { kind: 'assembling' };
		const run = await import('#lib/flows/run.ts');
		this.#subject = run.subjectOf(request);
		const ports = await this.#ports();
		if (signal.aborted) return;
		if (ports === undefined) {
			this.#stage = NOT_READY;
			return;
		}
		this.#assembled = await run.review(request, ports, this.#publish(signal), signal);
	}

	/** Opens the wallet on what is under review. Call it from a click. */
	async sign(): Promise<void> {
		const assembled = this.#assembled;
		if (assembled === undefined || this.#stage.kind !== 'review') return;
		const { signal } = this.#stop;
		this.#stage = { kind: 'signing', preview: assembled.preview };
		const run = await import('#lib/flows/run.ts');
		const ports = await this.#ports();
		if (ports === undefined || ports.account !== assembled.preview.source) {
			this.#stage = ACCOUNT_CHANGED;
			return;
		}
		this.#assembled = await run.sign(assembled, ports, this.#publish(signal), signal);
	}

	/** Gives up what is not sent yet. What the wallet signs afterwards is dropped. */
	cancel(): void {
		switch (this.#stage.kind) {
			case 'assembling':
			case 'review':
				this.#renew();
				this.#stage = { kind: 'idle' };
				return;
			case 'signing':
				this.#stop.abort();
				return;
			case 'idle':
			case 'sending':
			case 'sent':
			case 'done':
			case 'failed':
				return;
		}
	}

	/** The last request once more. */
	async retry(): Promise<void> {
		if (this.#request !== undefined) await this.begin(this.#request);
	}

	/** Back to the start, from wherever nothing is under way. */
	reset(): void {
		if (this.busy) return;
		this.#renew();
		this.#assembled = undefined;
		this.#stage = { kind: 'idle' };
	}

	/** Takes up transactions of these kinds that an earlier page of this browser signed on this network. */
	async resume(kinds: readonly FlowKind[]): Promise<void> {
		const { choice, network } = this.#site;
		if (!this.#isIdle() || choice === undefined || network === undefined) return;
		const signal = this.#renew();
		const records = await this.#tools.records();
		const open = (await records.all()).filter(
			(record) => record.network === choice.name && kinds.some((kind) => kind === record.kind)
		);
		if (open.length === 0 || isOver(signal) || !this.#isIdle()) return;
		const run = await import('#lib/flows/run.ts');
		const ports = {
			rpc: await this.#site.rpc(),
			network,
			records,
			clock: this.#tools.clock,
			pollMs: POLL_MS[choice.kind],
			wallet: await this.#wallet.port()
		};
		for (const record of open) {
			const kind = kinds.find((one) => one === record.kind);
			if (kind === undefined || isOver(signal)) continue;
			this.#subject = { kind, title: record.title };
			await run.send(record, ports, this.#publish(signal), signal);
		}
	}

	/** The page goes: what is on its way is left to its record. */
	leave(): void {
		this.#stop.abort();
	}

	#isIdle(): boolean {
		return this.#stage.kind === 'idle';
	}

	#renew(): AbortSignal {
		this.#stop.abort();
		this.#stop = new AbortController();
		return this.#stop.signal;
	}

	/** Stages of a run that was given up for another one are dropped. */
	#publish(signal: AbortSignal): (stage: FlowStage) => void {
		return (stage) => {
			if (signal === this.#stop.signal) this.#stage = stage;
		};
	}

	async #ports(): Promise<FlowPorts | undefined> {
		const { choice, network } = this.#site;
		const { status } = this.#wallet;
		if (choice === undefined || network === undefined || status.kind !== 'connected') {
			return undefined;
		}
		return {
			rpc: await this.#site.rpc(),
			network,
			networkName: choice.name,
			account: status.address,
			wallet: await this.#wallet.port(),
			records: await this.#tools.records(),
			clock: this.#tools.clock,
			pollMs: POLL_MS[choice.kind],
			patienceSecs: PATIENCE_SECS[choice.kind]
		};
	}
}

/** Nothing is under way that must not be interrupted. */
const isAtRest = ({ kind }: FlowStage): boolean =>
	kind === 'idle' || kind === 'review' || kind === 'done' || kind === 'failed';

/** Asked anew each time: it changes while we wait. */
const isOver = (signal: AbortSignal): boolean => signal.aborted;

const NOT_READY: FlowStage = {
	kind: 'failed',
	at: 'assemble',
	sentence: 'No wallet is connected on this network.',
	next: 'Connect a wallet, then try again.',
	retry: true,
	hash: undefined
};
const ACCOUNT_CHANGED: FlowStage = {
	kind: 'failed',
	at: 'sign',
	sentence: 'The wallet was disconnected, or switched to another account, since this was made.',
	next: 'Nothing was signed. Try again with the account that is connected now.',
	retry: true,
	hash: undefined
};

const BROWSER: FlowTools = {
	async records() {
		const [{ flowRecords }, { browserStore, FLOW_DATABASE }] = await Promise.all([
			import('#lib/storage/flow-records.ts'),
			import('#lib/storage/key-value.ts')
		]);
		return flowRecords(browserStore(FLOW_DATABASE));
	},
	clock: {
		sleep: (ms, signal) =>
			new Promise((resolve) => {
				const done = () => {
					clearTimeout(timer);
					signal.removeEventListener('abort', done);
					resolve();
				};
				const timer = setTimeout(done, ms);
				signal.addEventListener('abort', done);
			})
	}
};

/** A flow over the page's network and wallet. One per place where transactions are shown. */
export const createFlow = (site: FlowSite, wallet: FlowWallet): Flow => new Flow(site, wallet);
