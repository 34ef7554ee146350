import { createContext, untrack } from 'svelte';
import { createSubscriber } from 'svelte/reactivity';
import type { JsonRpc } from '#lib/chain/json-rpc.ts';
import type { NetworkRead, NetworkReader } from '#lib/chain/network-reader.ts';
import {
	factOf,
	type AccountFacts,
	type Fact,
	type NetworkFacts,
	type VaultHistory
} from '#lib/keeper/network-facts.ts';
import { readErrorText } from '#lib/keeper/read-error-text.ts';
import { LOADING, mapKnown, type Known } from '#lib/known.ts';
import type { Network, NetworkChoice } from '#lib/networks.ts';

/** Where the view looks: the chosen network, its newest ledger, and a way to ask it. */
export interface ChainSource {
	/** `undefined` while networks.json is read. */
	readonly choice: NetworkChoice | undefined;
	readonly head: Known<{ readonly ledger: number; readonly closedAt: number }>;
	rpc(): Promise<JsonRpc>;
}

/** Loaded with the first read: until then no page needs it. */
const openReader = async (rpc: JsonRpc, network: Network): Promise<NetworkReader> => {
	const { networkReader } = await import('#lib/chain/network-reader.ts');
	return networkReader(rpc, network);
};

interface Session {
	readonly network: Network;
	readonly reader: NetworkReader;
}

/**
 * What pages show of the chain. Reads once per ledger, and only while something shows it. A read that fails leaves the last answer
 * in place, marked stale with the reason.
 */
export class ChainView {
	#read = $state.raw<Known<NetworkRead>>(LOADING);
	readonly #source: ChainSource;
	readonly #open: typeof openReader;
	readonly #now: () => number;
	readonly #watch: () => void;
	/** By address: how an account enters the questions while something shows it, and leaves them. */
	// eslint-disable-next-line svelte/prefer-svelte-reactivity -- who shows what is nothing to show
	readonly #accounts = new Map<string, () => void>();
	// eslint-disable-next-line svelte/prefer-svelte-reactivity -- likewise
	readonly #watched = new Set<string>();
	#session: Session | undefined;
	#stop: AbortController | undefined;
	#busy = false;
	#due = false;

	constructor(source: ChainSource, open = openReader, now: () => number = () => Date.now()) {
		this.#source = source;
		this.#open = open;
		this.#now = now;
		this.#watch = createSubscriber(() => this.#follow());
	}

	get facts(): Known<NetworkFacts> {
		this.#watch();
		return mapKnown(this.#read, ({ facts }) => facts);
	}

	get history(): Known<VaultHistory> {
		this.#watch();
		return factOf(this.#read, ({ history }): Fact<VaultHistory> => history);
	}

	/** Facts of an account, which is asked about for as long as something shows it. */
	account(address: string): Known<AccountFacts> {
		this.#watch();
		let watch = this.#accounts.get(address);
		if (watch === undefined) {
			watch = createSubscriber(() => {
				this.#watched.add(address);
				this.#look();
				return () => {
					this.#watched.delete(address);
				};
			});
			this.#accounts.set(address, watch);
		}
		watch();
		const read = this.#read;
		if (read.kind === 'loading' || read.kind === 'unavailable') return read;
		const value = read.value.accounts.get(address);
		return value === undefined ? LOADING : { ...read, value };
	}

	/** Reads again without waiting for the next ledger, after a transaction above all. */
	refresh(): void {
		this.#look();
	}

	/** Looks with every new ledger, until nothing shows the facts any more. */
	#follow(): () => void {
		const stop = new AbortController();
		this.#stop = stop;
		const end = $effect.root(() => {
			$effect(() => {
				const { choice, head } = this.#source;
				untrack(() => {
					this.#arrive(choice, head);
				});
			});
		});
		return () => {
			stop.abort();
			end();
		};
	}

	#arrive(choice: NetworkChoice | undefined, head: ChainSource['head']): void {
		if (this.#session !== undefined && this.#session.network !== choice?.deployed) {
			this.#session = undefined;
			this.#read = LOADING;
		}
		if (choice === undefined) this.#read = LOADING;
		else if (choice.deployed === undefined) {
			this.#read = {
				kind: 'unavailable',
				reason: `Nectar is not deployed on ${choice.title} yet.`
			};
		} else if (head.kind === 'unavailable' || head.kind === 'stale') this.#fail(head.reason);
		else if (head.kind === 'known') {
			const hasIt = this.#read.kind === 'known' && this.#read.ledger === head.ledger;
			if (!hasIt) this.#look();
		} else if (this.#read.kind === 'unavailable') this.#read = LOADING;
	}

	#look(): void {
		if (this.#busy) this.#due = true;
		else void this.#readNow();
	}

	async #readNow(): Promise<void> {
		const network = this.#source.choice?.deployed;
		const signal = this.#stop?.signal;
		if (network === undefined || signal === undefined || signal.aborted) return;
		this.#busy = true;
		this.#due = false;
		/** A call: what changes while a read is under way looks constant to the one who started it. */
		const isOver = () => signal.aborted || this.#source.choice?.deployed !== network;
		try {
			const reader = await this.#reader(network);
			const answer = await reader.read([...this.#watched], signal);
			if (isOver()) return;
			if (answer.ok) {
				const { ledger } = answer.value.facts;
				this.#read = { kind: 'known', value: answer.value, ledger };
			} else this.#fail(readErrorText(answer.error));
		} catch (cause) {
			// only what carries the reader itself can throw: its chunk that does not load
			if (!isOver()) this.#fail(`The page could not load a part of itself: ${String(cause)}`);
		} finally {
			this.#busy = false;
			if (this.#isDue()) this.#look();
		}
	}

	#isDue(): boolean {
		return this.#due;
	}

	async #reader(network: Network): Promise<NetworkReader> {
		if (this.#session?.network !== network) {
			const rpc = await this.#source.rpc();
			this.#session = { network, reader: await this.#open(rpc, network) };
		}
		return this.#session.reader;
	}

	#fail(reason: string): void {
		const read = this.#read;
		if (read.kind === 'stale') this.#read = { ...read, reason };
		else if (read.kind === 'known') {
			this.#read = { ...read, kind: 'stale', since: this.#now(), reason };
		} else this.#read = { kind: 'unavailable', reason };
	}
}

export const [getChainView, setChainView] = createContext<ChainView>();
