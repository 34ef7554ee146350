import { createContext } from 'svelte';
import { createSubscriber } from 'svelte/reactivity';
import type { JsonRpc } from '#lib/chain/json-rpc.ts';
import type { Transport } from '#lib/chain/transport.ts';
import { allowedOrigins, isAmong } from './allowed-origins.ts';
import type { EndpointState } from '#lib/keeper/endpoint-state.ts';
import type { ReadError } from '#lib/keeper/ports.ts';
import { readErrorText } from '#lib/keeper/read-error-text.ts';
import { LOADING, type Known } from '#lib/known.ts';
import type { Network, NetworkChoice, Networks } from '#lib/networks.ts';
import { err, type Result } from '#lib/result.ts';
import {
	NO_SETTINGS,
	readSettings,
	readTheme,
	writeSettings,
	writeTheme,
	type Settings,
	type TextStorage,
	type Theme
} from '#lib/storage/settings.ts';
import type { WorldState } from '#worker/sandbox-protocol.ts';

export type NetworksState =
	| { readonly kind: 'loading' }
	| { readonly kind: 'ready'; readonly file: Networks }
	| { readonly kind: 'broken'; readonly reason: string };

export interface Head {
	readonly ledger: number;
	/** Unix seconds. */
	readonly closedAt: number;
}

/** The network inside the page, as far as a site needs to know it. */
export interface EmbeddedNetwork {
	readonly state: Pick<WorldState, 'phase' | 'ledger' | 'closedAt'>;
	transport(): Transport;
}

export interface SitePorts {
	/** Where networks.json is, seen from this page. */
	readonly networksUrl: string;
	readonly embedded: EmbeddedNetwork;
	readonly fetch?: typeof fetch;
	readonly storage?: () => TextStorage | undefined;
	readonly reload?: () => void;
}

const POLL_MS = 5_000;

/** Which network this page is about, how it is reached, and what the visitor chose. Starts with `boot`, in a browser only. */
export class Site {
	#networks = $state.raw<NetworksState>({ kind: 'loading' });
	#settings = $state.raw<Settings>(NO_SETTINGS);
	#theme = $state<Theme>('system');
	#endpoints = $state.raw<readonly EndpointState[]>([]);
	#head = $state.raw<Known<Head>>(LOADING);
	/** Own endpoints as they were when this page was loaded: the ones its policy lets through. */
	#loadedEndpoints: Settings['endpoints'] = {};
	#booted: Promise<void> | undefined;
	#transport: { readonly of: NetworkChoice; readonly opened: Promise<Transport> } | undefined;
	readonly #ports: SitePorts;
	readonly #watchHead: () => void;

	readonly choice: NetworkChoice | undefined = $derived.by(() => {
		if (this.#networks.kind !== 'ready') return undefined;
		const { default: first, networks } = this.#networks.file;
		const named = (name: string | undefined) => networks.find((one) => one.name === name);
		return named(this.#settings.network) ?? named(first);
	});
	/** `undefined`: not known yet, or our contracts do not stand there. */
	readonly network: Network | undefined = $derived(this.choice?.deployed);

	constructor(ports: SitePorts) {
		this.#ports = ports;
		this.#watchHead = createSubscriber(() => {
			const stop = new AbortController();
			void this.#pollHead(stop.signal);
			return () => {
				stop.abort();
			};
		});
	}

	get networks(): NetworksState {
		return this.#networks;
	}
	get theme(): Theme {
		return this.#theme;
	}
	/** In the order of preference; empty for the embedded network. */
	get endpoints(): readonly EndpointState[] {
		return this.#endpoints;
	}
	/** Of the chosen network. Changes apply when the page is loaded again: its policy is narrowed to those it began with. */
	get ownEndpoints(): readonly string[] {
		return this.#settings.endpoints[this.choice?.name ?? ''] ?? [];
	}
	/** Every endpoint that the chosen network is reached by, in the order of preference, as when this page was loaded. */
	get rpcUrls(): readonly string[] {
		const { choice } = this;
		if (choice === undefined) return [];
		return [...(this.#loadedEndpoints[choice.name] ?? []), ...choice.rpc];
	}
	/** An endpoint was added or removed since this page was loaded. */
	get needsReload(): boolean {
		const now = this.ownEndpoints.join(' ');
		return now !== (this.#loadedEndpoints[this.choice?.name ?? ''] ?? []).join(' ');
	}
	/** Read while something shows it, and not otherwise. */
	get head(): Known<Head> {
		if (this.choice?.kind === 'embedded') return this.#embeddedHead();
		this.#watchHead();
		return this.#head;
	}

	/** Reads the choices of this browser and networks.json. Once. */
	boot(): Promise<void> {
		return (this.#booted ??= this.#boot());
	}

	/** Origins that this page may speak to, as things stood when it was loaded. */
	get allowedOrigins(): readonly string[] {
		const file = this.#networks.kind === 'ready' ? this.#networks.file : undefined;
		return allowedOrigins(file, this.#loadedEndpoints);
	}

	/** Whether the policy of this page lets it through: what was added since it was loaded waits for the next load. */
	canReach(url: string): boolean {
		return isAmong(url, this.allowedOrigins);
	}

	/** Everything is read anew: figures of two networks never stand side by side. */
	choose(name: string): void {
		if (this.#save({ ...this.#settings, network: name })) this.#reload();
	}

	setTheme(theme: Theme): void {
		this.#theme = theme;
		writeTheme(this.#storage(), theme);
		document.documentElement.dataset['theme'] = theme === 'system' ? '' : theme;
	}

	/** From what the visitor sees now to the other one. */
	toggleTheme(): void {
		const dark =
			this.#theme === 'system'
				? matchMedia('(prefers-color-scheme: dark)').matches
				: this.#theme === 'dark';
		this.setTheme(dark ? 'light' : 'dark');
	}

	/** For the chosen network. `false`: this browser does not store it. */
	setOwnEndpoints(urls: readonly string[]): boolean {
		const { choice } = this;
		if (choice === undefined) return false;
		const endpoints = { ...this.#settings.endpoints, [choice.name]: urls };
		return this.#save({ ...this.#settings, endpoints });
	}

	acknowledged(page: string): boolean {
		return this.#settings.acknowledged.includes(page);
	}
	acknowledge(page: string): void {
		if (this.acknowledged(page)) return;
		const acknowledged = [...this.#settings.acknowledged, page];
		this.#save({ ...this.#settings, acknowledged });
	}

	/** What can be taken to another browser. There is no secret in it. */
	get settings(): Settings {
		return this.#settings;
	}

	/** Of the chosen network. Answers with an error, never throws, while there is none. */
	async transport(): Promise<Transport> {
		await this.boot();
		const { choice } = this;
		if (choice === undefined) return nowhere(this.#networks);
		if (this.#transport?.of !== choice) {
			this.#transport = { of: choice, opened: this.#open(choice) };
		}
		return this.#transport.opened;
	}

	async rpc(): Promise<JsonRpc> {
		const [{ jsonRpc }, transport] = await Promise.all([
			import('#lib/chain/json-rpc.ts'),
			this.transport()
		]);
		return jsonRpc(transport);
	}

	async #boot(): Promise<void> {
		const storage = this.#storage();
		this.#theme = readTheme(storage);
		this.#settings = readSettings(storage);
		this.#loadedEndpoints = this.#settings.endpoints;
		const parsed = await this.#loadNetworks();
		this.#networks = parsed.ok
			? { kind: 'ready', file: parsed.value }
			: { kind: 'broken', reason: parsed.error };
	}

	async #loadNetworks(): Promise<Result<Networks, string>> {
		try {
			const answer = await (this.#ports.fetch ?? fetch)(this.#ports.networksUrl);
			if (!answer.ok) return err(`networks.json is missing: the host answered ${answer.status}.`);
			const { parseNetworks } = await import('#lib/networks.ts');
			return parseNetworks(await answer.text());
		} catch (cause) {
			return err(`networks.json could not be loaded: ${String(cause)}`);
		}
	}

	async #open(choice: NetworkChoice): Promise<Transport> {
		if (choice.kind === 'embedded') return this.#ports.embedded.transport();
		const { failoverTransport } = await import('#lib/chain/failover-transport.ts');
		const transport = failoverTransport(this.rpcUrls, {
			fetch: this.#ports.fetch ?? fetch,
			passphrase: choice.passphrase,
			onchange: () => {
				this.#endpoints = transport.states();
			}
		});
		this.#endpoints = transport.states();
		return transport;
	}

	#embeddedHead(): Known<Head> {
		const { phase, ledger, closedAt } = this.#ports.embedded.state;
		switch (phase.kind) {
			case 'running':
				return { kind: 'known', value: { ledger, closedAt }, ledger };
			case 'starting':
				return LOADING;
			case 'off':
				return { kind: 'unavailable', reason: 'the demo network is not started' };
			case 'failed':
				return { kind: 'unavailable', reason: phase.reason };
		}
	}

	async #pollHead(signal: AbortSignal): Promise<void> {
		const [rpc, { ask, health }] = await Promise.all([
			this.rpc(),
			import('#lib/chain/rpc-methods.ts')
		]);
		const over = () => signal.aborted;
		while (!over()) {
			const answer = await ask(rpc, health(), signal);
			if (over()) return;
			this.#head = answer.ok
				? knownHead({
						ledger: answer.value.latestLedger,
						closedAt: answer.value.latestLedgerCloseTime
					})
				: unread(this.#head, answer.error);
			await pause(POLL_MS, signal);
		}
	}

	#save(settings: Settings): boolean {
		this.#settings = settings;
		return writeSettings(this.#storage(), settings);
	}

	#storage(): TextStorage | undefined {
		try {
			return (this.#ports.storage ?? (() => localStorage))();
		} catch {
			return undefined; // blocked for this site: choices last as long as the page
		}
	}

	#reload(): void {
		(
			this.#ports.reload ??
			(() => {
				location.reload();
			})
		)();
	}
}

export const [getSite, setSite] = createContext<Site>();

const knownHead = (head: Head): Known<Head> => ({
	kind: 'known',
	value: head,
	ledger: head.ledger
});

/** What was known stays, with the time since when and the reason why there is nothing newer. */
function unread(last: Known<Head>, error: ReadError): Known<Head> {
	const reason = readErrorText(error);
	if (last.kind === 'known') return { ...last, kind: 'stale', since: Date.now(), reason };
	return last.kind === 'stale' ? { ...last, reason } : { kind: 'unavailable', reason };
}

const nowhere = (networks: NetworksState): Transport => ({
	post: () =>
		Promise.resolve(
			err({
				kind: 'unreachable',
				detail: networks.kind === 'broken' ? networks.reason : 'no network is chosen yet'
			})
		)
});

function pause(ms: number, signal: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		const timer = setTimeout(resolve, ms);
		signal.addEventListener('abort', () => {
			clearTimeout(timer);
			resolve();
		});
	});
}
