import { createContext, untrack } from 'svelte';
import { createSubscriber } from 'svelte/reactivity';
import type { PoolRead, PoolReader } from '#lib/chain/pool-reader.ts';
import type { Transport } from '#lib/chain/transport.ts';
import { readErrorText } from '#lib/keeper/read-error-text.ts';
import { LOADING, type Known } from '#lib/known.ts';
import type { Network, Pool } from '#lib/networks.ts';
import type { KeeperWords, nextPicture as NextPicture, PoolPicture } from './pool-picture.ts';

/** A network of few, and its newest ledger. */
export interface PoolSource extends KeeperWords {
	/** `undefined` = its addresses are not known yet. */
	readonly network: Network | undefined;
	/** `undefined` = it does not run. */
	readonly ledger: number | undefined;
	/** Operator and session of this tab's own keeper there. */
	readonly ownAddresses: readonly string[];
	transport(): Transport;
}

/** Reads the pool, and makes a picture of what was read and the picture before. */
interface Opened {
	readonly reader: PoolReader;
	readonly nextPicture: typeof NextPicture;
}

/** Loaded with the first read: until then no page needs it. */
const openReader = async (transport: Transport, network: Network, pool: Pool): Promise<Opened> => {
	const [{ jsonRpc }, { poolReader }, { nextPicture }] = await Promise.all([
		import('#lib/chain/json-rpc.ts'),
		import('#lib/chain/pool-reader.ts'),
		import('./pool-picture.ts')
	]);
	return { reader: poolReader(jsonRpc(transport), { network, pool }), nextPicture };
};

/** The first pool of the network in the page: everybody in it and every race. Read once per ledger while something shows it. */
export class PoolWatch {
	#picture = $state.raw<Known<PoolPicture>>(LOADING);
	readonly #source: PoolSource;
	readonly #open: typeof openReader;
	readonly #now: () => number;
	readonly #watch: () => void;
	#opened: { readonly network: Network; readonly pool: Promise<Opened> } | undefined;
	#busy = false;
	#due = false;
	#stop: AbortController | undefined;

	constructor(source: PoolSource, open = openReader, now: () => number = () => Date.now()) {
		this.#source = source;
		this.#open = open;
		this.#now = now;
		this.#watch = createSubscriber(() => this.#follow());
	}

	get network(): Network | undefined {
		return this.#source.network;
	}

	/** Operator and session of this tab's own keeper. */
	get ownAddresses(): readonly string[] {
		return this.#source.ownAddresses;
	}

	/** Loading, too, while the network does not run. */
	get picture(): Known<PoolPicture> {
		this.#watch();
		return this.#picture;
	}

	#follow(): () => void {
		const stop = new AbortController();
		this.#stop = stop;
		const end = $effect.root(() => {
			$effect(() => {
				const { ledger, network } = this.#source;
				untrack(() => {
					if (ledger !== undefined && network !== undefined) this.#look();
				});
			});
		});
		return () => {
			stop.abort();
			end();
		};
	}

	#look(): void {
		if (this.#busy) this.#due = true;
		else void this.#read();
	}

	async #read(): Promise<void> {
		const { network } = this.#source;
		const pool = network?.pools[0];
		const signal = this.#stop?.signal;
		if (network === undefined || pool === undefined || signal === undefined) return;
		if (signal.aborted) return;
		const over = () => signal.aborted;
		this.#busy = true;
		this.#due = false;
		try {
			if (this.#opened?.network !== network) {
				this.#opened = { network, pool: this.#open(this.#source.transport(), network, pool) };
			}
			const { reader, nextPicture } = await this.#opened.pool;
			const answer = await reader.read(signal);
			if (over()) return;
			if (answer.ok) this.#show(answer.value, nextPicture);
			else this.#fail(readErrorText(answer.error));
		} catch (cause) {
			// only what carries the reader itself can throw: its chunk that does not load
			this.#opened = undefined;
			if (!over()) this.#fail(`The page could not load a part of itself: ${String(cause)}`);
		} finally {
			this.#busy = false;
			if (this.#isDue()) this.#look();
		}
	}

	/** A method: what changes while a read is under way looks constant to the one who started it. */
	#isDue(): boolean {
		return this.#due;
	}

	#show(read: PoolRead, nextPicture: typeof NextPicture): void {
		const { kind } = this.#picture;
		const last = kind === 'known' || kind === 'stale' ? this.#picture.value : undefined;
		const picture = nextPicture(last, read, this.#source);
		this.#picture = { kind: 'known', value: picture, ledger: read.view.ledger };
	}

	#fail(reason: string): void {
		const picture = this.#picture;
		if (picture.kind === 'stale') this.#picture = { ...picture, reason };
		else if (picture.kind === 'known') {
			this.#picture = { ...picture, kind: 'stale', since: this.#now(), reason };
		} else this.#picture = { kind: 'unavailable', reason };
	}
}

export const [getPoolWatch, setPoolWatch] = createContext<PoolWatch>();
