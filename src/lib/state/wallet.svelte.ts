import { createContext, untrack } from 'svelte';
import type { JsonRpc } from '#lib/chain/json-rpc.ts';
import type { Preview } from '#lib/flows/preview.ts';
import type { Clock } from '#lib/keeper/ports.ts';
import type { NetworkChoice } from '#lib/networks.ts';
import { err, ok, type Result } from '#lib/result.ts';
import type { SignRequest, Wallet, WalletError, WalletStatus } from '#lib/wallet/wallet.ts';
import type { CommandAnswer, WorldCommand } from '#worker/sandbox-protocol.ts';
import { keyRefusal } from './key-refusal.ts';

/** What a page shows of the wallet. `unknown`: not asked yet. */
export type WalletView =
	| { readonly kind: 'unknown' | 'absent' | 'disconnected' }
	| {
			readonly kind: 'connected';
			readonly address: string;
			readonly network: 'right' | 'wrong';
	  };

/** What the demo wallet asks, and how it is answered. */
export interface DemoQuestion {
	/** Decoded by the wallet from the bytes it was handed; `undefined`: they cannot be read, so there is nothing to agree to. */
	readonly preview: Preview | undefined;
	answer(agreed: boolean): void;
}

export interface WalletSite {
	readonly choice: NetworkChoice | undefined;
	rpc(): Promise<JsonRpc>;
}
export interface WalletDemo {
	start(): Promise<Result<null, string>>;
	command(command: WorldCommand): Promise<CommandAnswer>;
}
export type WalletKind = Wallet['kind'];
/** What tests replace. */
export interface WalletTools {
	freighter(): Promise<Wallet>;
	demo(surroundings: DemoSurroundings): Promise<Wallet>;
	readonly memory: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
	readonly clock: Clock;
}
interface DemoSurroundings {
	readonly passphrase: string;
	readonly ask: (request: SignRequest, signal: AbortSignal) => Promise<boolean>;
	readonly fund: (address: string, signal: AbortSignal) => Promise<Result<null, string>>;
}

const FUND_POLL_MS = { embedded: 250, rpc: 1_000 };
/** Under which an explicit disconnect is remembered: until the next click on connect no wallet is asked for anything. */
const OFF = (kind: WalletKind) => `nectar-wallet-off-${kind}`;

/** The wallet of the chosen network: the demo wallet on the embedded one, Freighter on every other. */
export class WalletState {
	#statuses = $state.raw<Readonly<Record<WalletKind, WalletStatus | undefined>>>({
		freighter: undefined,
		demo: undefined
	});
	#trouble = $state.raw<string | undefined>();
	#question = $state.raw<DemoQuestion | undefined>();
	#connecting = $state.raw(false);
	#stop = new AbortController();
	#ports: Readonly<Record<string, Promise<Wallet>>> = {};
	readonly #site: WalletSite;
	readonly #demo: WalletDemo;
	readonly #tools: WalletTools;

	constructor(site: WalletSite, demo: WalletDemo, tools: WalletTools = BROWSER) {
		this.#site = site;
		this.#demo = demo;
		this.#tools = tools;
	}

	get kind(): WalletKind {
		return this.#site.choice?.kind === 'embedded' ? 'demo' : 'freighter';
	}
	get status(): WalletView {
		const status = this.#statuses[this.kind];
		if (status === undefined) return { kind: 'unknown' };
		if (status.kind !== 'connected') return status;
		const right = status.passphrase === this.#site.choice?.passphrase;
		return { kind: 'connected', address: status.address, network: right ? 'right' : 'wrong' };
	}
	/** The account that signs on the chosen network; `undefined` = none does. */
	get address(): string | undefined {
		const { status } = this;
		return status.kind === 'connected' && status.network === 'right' ? status.address : undefined;
	}
	/** Why the last thing that was asked of it did not work, and what to do. */
	get trouble(): string | undefined {
		return this.#trouble;
	}
	get connecting(): boolean {
		return this.#connecting;
	}
	/** What the demo wallet asks right now. */
	get question(): DemoQuestion | undefined {
		return this.#question;
	}

	/** Asks without opening a window. Not after an explicit disconnect. */
	async refresh(): Promise<void> {
		const { kind } = this;
		if (this.#site.choice === undefined) return;
		if (this.#isOff(kind)) {
			this.#put(kind, { kind: 'disconnected' });
			return;
		}
		const wallet = await this.port();
		const status = await wallet.status(AbortSignal.timeout(STATUS_MS));
		if (this.#isOff(kind)) return;
		if (status.ok) this.#put(kind, status.value);
		else await this.#fail(status.error);
	}

	/** Refreshes now and whenever the page gets the attention back. Returns what ends it. */
	watch(): () => void {
		const look = () => {
			if (document.visibilityState === 'visible') void this.refresh();
		};
		untrack(look); // whoever watches does so for as long as the network is the same, whatever the wallet says
		document.addEventListener('visibilitychange', look);
		window.addEventListener('focus', look);
		return () => {
			document.removeEventListener('visibilitychange', look);
			window.removeEventListener('focus', look);
		};
	}

	/** From a click: may open the wallet's window. */
	async connect(): Promise<void> {
		if (this.#connecting) return;
		this.#connecting = true;
		this.#trouble = undefined;
		this.#stop = new AbortController();
		const { signal } = this.#stop;
		try {
			const { kind } = this;
			const wallet = await this.port();
			const connected = await wallet.connect(signal);
			if (!connected.ok) {
				await this.#fail(connected.error);
				return;
			}
			this.#setOff(kind, false);
			const status = await wallet.status(AbortSignal.any([signal, AbortSignal.timeout(STATUS_MS)]));
			if (status.ok) this.#put(kind, status.value);
			else await this.#fail(status.error);
		} finally {
			this.#connecting = false;
		}
	}

	/** Gives up waiting for the wallet's window. */
	cancel(): void {
		this.#stop.abort();
	}

	/** Forgets the account on this page, until the next click on connect. */
	disconnect(): void {
		const { kind } = this;
		this.#stop.abort();
		this.#question?.answer(false);
		this.#setOff(kind, true);
		this.#trouble = undefined;
		this.#put(kind, { kind: 'disconnected' });
	}

	/** Has the account opened by the test network's Friendbot, if it does not exist. */
	async fund(): Promise<Result<null, string>> {
		const { address } = this;
		if (address === undefined) return err('no wallet is connected');
		return this.#fund(address, new AbortController().signal);
	}

	/** The wallet itself, for flows. */
	port(): Promise<Wallet> {
		const { choice } = this.#site;
		const passphrase = choice?.passphrase ?? '';
		const { kind } = this;
		const key = kind === 'demo' ? passphrase : kind;
		const made =
			this.#ports[key] ??
			(kind === 'demo'
				? this.#tools.demo({
						passphrase,
						ask: (request, signal) => this.#ask(request, signal),
						fund: (address, signal) => this.#fund(address, signal)
					})
				: this.#tools.freighter());
		this.#ports = { ...this.#ports, [key]: made };
		made.catch(() => {
			this.#ports = {}; // its code could not be loaded: the next one who asks tries again
		});
		return made;
	}

	#put(kind: WalletKind, status: WalletStatus): void {
		if (status.kind === 'connected') this.#trouble = undefined;
		this.#statuses = { ...this.#statuses, [kind]: status };
	}

	async #fail(error: WalletError): Promise<void> {
		const { walletTold } = await import('#lib/flows/wallet-sentences.ts');
		const { sentence, next } = walletTold(error, this.kind);
		this.#trouble = `${sentence} ${next}`;
		const { kind } = this;
		if (error.kind === 'absent') this.#put(kind, { kind: 'absent' });
		else if (this.#statuses[kind] === undefined) this.#put(kind, { kind: 'disconnected' });
	}

	#isOff(kind: WalletKind): boolean {
		try {
			return this.#tools.memory.getItem(OFF(kind)) !== null;
		} catch {
			return false; // blocked storage remembers nothing
		}
	}

	#setOff(kind: WalletKind, off: boolean): void {
		try {
			if (off) this.#tools.memory.setItem(OFF(kind), '1');
			else this.#tools.memory.removeItem(OFF(kind));
		} catch {
			return; // blocked storage: it holds for this page
		}
	}

	/** Shows what the demo wallet is to sign, read from the bytes themselves, and waits for the answer. */
	async #ask(request: SignRequest, signal: AbortSignal): Promise<boolean> {
		const network = this.#site.choice?.deployed;
		if (network === undefined) return false;
		const { previewFor } = await import('#lib/flows/preview-for.ts');
		const rpc = await this.#site.rpc();
		const preview = await previewFor(
			request.xdr,
			{ rpc, network, account: request.address },
			signal
		);
		return new Promise((resolve) => {
			const answer = (agreed: boolean) => {
				signal.removeEventListener('abort', refuse);
				if (this.#question === question) this.#question = undefined;
				resolve(agreed);
			};
			const refuse = () => {
				answer(false);
			};
			const question: DemoQuestion = { preview, answer };
			this.#question?.answer(false);
			this.#question = question;
			if (signal.aborted) refuse();
			else signal.addEventListener('abort', refuse);
		});
	}

	async #fund(address: string, signal: AbortSignal): Promise<Result<null, string>> {
		const { choice } = this.#site;
		if (choice === undefined) return err('no network is chosen');
		const { fundAccount, askFriendbot } = await import('#lib/flows/fund.ts');
		const { friendbot } = choice;
		const ask = async (): Promise<Result<null, string>> => {
			if (choice.kind === 'embedded') {
				const answer = await this.#demo.command({ kind: 'friendbot', address });
				return answer.ok ? ok(null) : err(answer.error.detail);
			}
			return friendbot === undefined
				? err('this network has no Friendbot')
				: askFriendbot(friendbot, address, signal);
		};
		if (choice.kind === 'embedded') {
			const started = await this.#demo.start();
			if (!started.ok) return started;
		}
		const pollMs = FUND_POLL_MS[choice.kind];
		const rpc = await this.#site.rpc();
		return fundAccount(address, { rpc, clock: this.#tools.clock, pollMs, ask }, signal);
	}
}

/** Three calls of the wallet's own time-out each, with room. */
const STATUS_MS = 10_000;

const BROWSER: WalletTools = {
	async freighter() {
		const { freighterWallet } = await import('#lib/wallet/freighter.ts');
		return freighterWallet();
	},
	async demo(surroundings) {
		const [{ demoWallet }, { demoPorts }, { browserStore, DEMO_WALLET_DATABASE }] =
			await Promise.all([
				import('#lib/wallet/demo.ts'),
				import('#lib/flows/demo-ports.ts'),
				import('#lib/storage/key-value.ts')
			]);
		return demoWallet(
			demoPorts(
				{ store: browserStore(DEMO_WALLET_DATABASE), refusal: keyRefusal(true) },
				surroundings
			)
		);
	},
	memory: {
		getItem: (key) => localStorage.getItem(key),
		setItem: (key, value) => {
			localStorage.setItem(key, value);
		},
		removeItem: (key) => {
			localStorage.removeItem(key);
		}
	},
	clock: {
		sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms))
	}
};

export const [getWallet, setWallet] = createContext<WalletState>();
