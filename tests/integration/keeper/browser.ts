import type { Transport } from '#lib/chain/transport.ts';
import type { Clock } from '#lib/keeper/ports.ts';
import { DEFAULT_POLICY, type Policy } from '#lib/keeper/policy.ts';
import { err, ok } from '#lib/result.ts';
import type { KeyValue } from '#lib/storage/key-value.ts';
import type { Channel, KeeperPorts, Locks, Release } from '#worker/keeper/ports.ts';
import { KeeperService } from '#worker/keeper/service.ts';
import type { KeeperReport } from '#worker/protocol.ts';

/** Longer pauses than this are deadlines, not beats: a driven ledger does not end them. Milliseconds. */
const LONGEST_BEAT_MS = 10_000;

/** A keeper looks at the chain no more often; shorter pauses only hold back reports. Milliseconds. */
const SHORTEST_LOOK_MS = 1_000;

/** Records that outlive a tab, as IndexedDB does. */
export class MemoryStore implements KeyValue {
	readonly records = new Map<string, unknown>();
	/** What the browser answers to the next writes; undefined = it stores. */
	refusal: string | undefined;

	get(key: string) {
		return Promise.resolve(ok(this.records.get(key)));
	}
	set(key: string, value: unknown) {
		if (this.refusal !== undefined) {
			return Promise.resolve(err({ kind: 'storage', detail: this.refusal } as const));
		}
		this.records.set(key, value);
		return Promise.resolve(ok(null));
	}
	delete(key: string) {
		this.records.delete(key);
		return Promise.resolve(ok(null));
	}
	list(prefix: string) {
		return Promise.resolve(ok([...this.records].filter(([key]) => key.startsWith(prefix))));
	}
}

/** A browser profile: what its tabs share. */
export class Browser {
	readonly keys = new MemoryStore();
	readonly records = new MemoryStore();
	readonly tabs = new Set<Tab>();
	readonly #held = new Map<string, Tab>();
	readonly #waiting: Waiting[] = [];

	openTab(transports: readonly Transport[], policy: Partial<Policy> = {}): Tab {
		const tab = new Tab(this, transports, { ...DEFAULT_POLICY, ...policy });
		this.tabs.add(tab);
		return tab;
	}

	locks(tab: Tab): Locks {
		return {
			tryTake: (name) => Promise.resolve(this.#held.has(name) ? undefined : this.#grant(name, tab)),
			take: (name, signal) =>
				new Promise((resolve) => {
					if (!this.#held.has(name)) {
						resolve(this.#grant(name, tab));
						return;
					}
					const entry = { name, tab, resolve };
					this.#waiting.push(entry);
					signal.addEventListener('abort', () => {
						this.#forget((one) => one === entry);
						resolve(undefined);
					});
				})
		};
	}

	/** It leads: there is a loop in it. */
	isAtWork(tab: Tab): boolean {
		return [...this.#held.values()].includes(tab);
	}

	/** A browser frees the locks of a tab that is gone. */
	closed(tab: Tab): void {
		this.tabs.delete(tab);
		this.#forget((one) => one.tab === tab);
		for (const [name, holder] of this.#held) if (holder === tab) this.#free(name);
	}

	#grant(name: string, tab: Tab): Release {
		this.#held.set(name, tab);
		return () => {
			if (this.#held.get(name) === tab) this.#free(name);
			return Promise.resolve();
		};
	}

	#free(name: string): void {
		this.#held.delete(name);
		const next = this.#waiting.find((one) => one.name === name);
		if (next === undefined) return;
		this.#forget((one) => one === next);
		next.resolve(this.#grant(name, next.tab));
	}

	#forget(which: (entry: Waiting) => boolean): void {
		const at = this.#waiting.findIndex(which);
		if (at >= 0) this.#waiting.splice(at, 1);
	}
}

interface Waiting {
	readonly name: string;
	readonly tab: Tab;
	readonly resolve: (release: Release) => void;
}
interface Ear {
	readonly name: string;
	readonly hear: (message: unknown) => void;
}
interface Sleeper {
	readonly ms: number;
	readonly wake: () => void;
}

/** A tab with a keeper in it, whose time passes only when a ledger closes. */
export class Tab {
	readonly service: KeeperService;
	readonly reports: KeeperReport[] = [];
	readonly bugs: unknown[] = [];
	readonly #browser: Browser;
	readonly #sleepers = new Set<Sleeper>();
	readonly #beats = new Set<() => void>();
	readonly #hears: Ear[] = [];
	#closed = false;
	#nowMs = 1_800_000_000_000;

	constructor(browser: Browser, transports: readonly Transport[], policy: Policy) {
		this.#browser = browser;
		this.service = new KeeperService(this.#ports(transports, policy));
		void this.service.connect({ kind: 'rpc', urls: [] });
		void this.service.subscribe((report) => this.reports.push(report));
	}

	get isClosed(): boolean {
		return this.#closed;
	}
	get report(): KeeperReport | undefined {
		return this.reports.at(-1);
	}

	/** As closing it would: from one moment to the next nothing of it runs any more. */
	close(): void {
		this.#closed = true;
		this.#browser.closed(this);
	}

	/** The computer's clock goes on while nothing runs. */
	freeze(ms: number): void {
		this.#nowMs += ms;
	}

	/** A second passes on this computer. */
	beat(): void {
		for (const beat of this.#beats) beat();
	}

	/** Ends every pause that a ledger is longer than. */
	turn(): void {
		if (this.#closed) return;
		for (const sleeper of [...this.#sleepers]) {
			if (sleeper.ms <= LONGEST_BEAT_MS) sleeper.wake();
		}
	}

	/**
	 * Whatever can run without another ledger has run. Signatures are made by other threads, so a keeper at work has only finished
	 * once it waits for its next look at the chain.
	 */
	async settled(): Promise<void> {
		let calm = 0;
		const patience = Date.now() + 20_000;
		while (!this.#closed && Date.now() < patience) {
			const before = this.#sleepers.size;
			await new Promise(setImmediate);
			calm = before === this.#sleepers.size && this.#inFlight === 0 ? calm + 1 : 0;
			const waits = [...this.#sleepers].some(({ ms }) => ms >= SHORTEST_LOOK_MS);
			if (calm > 20 && (waits || !this.#browser.isAtWork(this))) return;
		}
	}

	#inFlight = 0;

	hear(name: string, message: unknown): void {
		if (this.#closed) return;
		for (const one of [...this.#hears]) if (one.name === name) one.hear(structuredClone(message));
	}

	#ports(transports: readonly Transport[], policy: Policy): KeeperPorts {
		const mortal = transports.map((transport) => this.#mortal(transport));
		const [first] = mortal;
		if (first === undefined) throw new Error('a tab needs an endpoint');
		return {
			keys: this.#browser.keys,
			records: this.#browser.records,
			locks: this.#browser.locks(this),
			clock: this.#clock(),
			now: () => this.#nowMs,
			every: (_ms, run) => {
				this.#beats.add(run);
				return () => {
					this.#beats.delete(run);
				};
			},
			channel: (name) => this.#channel(name),
			reach: () => ({ transport: first, each: mortal, policy, states: () => [] }),
			die: (cause) => {
				this.bugs.push(cause);
			}
		};
	}

	/** Nothing reaches a closed tab, and nothing comes from it. */
	#mortal(transport: Transport): Transport {
		return {
			post: async (body, signal) => {
				if (this.#closed) return new Promise(() => undefined);
				this.#inFlight += 1;
				const answer = await transport.post(body, signal);
				this.#inFlight -= 1;
				return this.isClosed ? new Promise(() => undefined) : answer;
			}
		};
	}

	#clock(): Clock {
		return {
			sleep: (ms, signal) => {
				if (signal.aborted) return Promise.resolve();
				return new Promise((resolve) => {
					const sleeper = {
						ms,
						wake: () => {
							this.#sleepers.delete(sleeper);
							resolve();
						}
					};
					this.#sleepers.add(sleeper);
					signal.addEventListener('abort', sleeper.wake, { once: true });
				});
			}
		};
	}

	#channel(name: string): Channel {
		let own: Ear | undefined;
		return {
			post: (message) => {
				if (this.#closed) return;
				for (const tab of this.#browser.tabs) if (tab !== this) tab.hear(name, message);
			},
			listen: (hear) => {
				own = { name, hear };
				this.#hears.push(own);
			},
			close: () => {
				const at = own === undefined ? -1 : this.#hears.indexOf(own);
				if (at >= 0) this.#hears.splice(at, 1);
			}
		};
	}
}
