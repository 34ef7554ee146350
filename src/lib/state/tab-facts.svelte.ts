import type { JsonRpc } from '#lib/chain/json-rpc.ts';
import { readErrorText } from '#lib/keeper/read-error-text.ts';
import type { Known } from '#lib/known.ts';
import type { NetworkChoice } from '#lib/networks.ts';
import { originAdvice, type OriginAdvice } from '#lib/session/origin-advice.ts';
import { originPolicy, type OriginVerdict } from '#lib/session/origin-policy.ts';
import type { Asked } from '#lib/session/preconditions.ts';

/** Of the site what is asked here. */
export interface TabSite {
	readonly choice: NetworkChoice | undefined;
	readonly head: Known<{ readonly ledger: number; readonly closedAt: number }>;
	rpc(): Promise<JsonRpc>;
}
/** What tests replace. */
export interface TabTools {
	place(): Place;
	/** Makes a key and throws it away. */
	makesKeys(): Promise<boolean>;
	/** Writes, reads back, deletes; a reason if that failed. */
	stores(): Promise<string | undefined>;
	/** Unix milliseconds. */
	now(): number;
}
interface Place {
	readonly isSecureContext: boolean;
	readonly isTop: boolean;
	readonly location: Pick<Location, 'protocol' | 'hostname' | 'port' | 'pathname' | 'search'>;
}

const ASKING = { kind: 'asking' } as const;
const known = <T>(value: T): Asked<T> => ({ kind: 'known', value });

/** Whether this tab may and can keep a session key, and what the network behind it runs. Nothing is asked before `look`. */
export class TabFacts {
	#place = $state.raw<Place | undefined>();
	#ed25519 = $state.raw<Asked<boolean>>(ASKING);
	#storage = $state.raw<Asked<string | undefined>>(ASKING);
	#protocol = $state.raw<Asked<number>>(ASKING);
	readonly #site: TabSite;
	readonly #tools: TabTools;
	readonly #dev: boolean;

	readonly origin: Asked<OriginVerdict> = $derived.by(() => {
		const { choice } = this.#site;
		if (this.#place === undefined || choice === undefined) return ASKING;
		const { isSecureContext, isTop, location } = this.#place;
		const { hostname, pathname } = location;
		const sandbox = choice.kind === 'embedded';
		return known(
			originPolicy(
				{ isSecureContext, isTop, hostname, pathname },
				{ own: [], dev: this.#dev, sandbox }
			)
		);
	});
	/** Of a refusal. */
	readonly advice: OriginAdvice | undefined = $derived.by(() => {
		if (this.#place === undefined || this.origin.kind !== 'known') return undefined;
		const verdict = this.origin.value;
		return verdict.kind === 'keys' ? undefined : originAdvice(verdict.reason, this.#place.location);
	});
	/** Seconds by which this computer is ahead of the newest ledger; the embedded network keeps a time of its own. */
	readonly clock: Asked<number | 'own'> = $derived.by(() => {
		const { choice, head } = this.#site;
		if (choice === undefined || head.kind === 'loading') return ASKING;
		if (choice.kind === 'embedded') return known('own');
		if (head.kind === 'unavailable') return head;
		const ahead = Math.round(this.#tools.now() / 1_000) - head.value.closedAt;
		// a ledger that closed some seconds ago is no clock that runs ahead
		return known(ahead > 0 ? Math.max(0, ahead - LEDGER_SECONDS) : ahead);
	});

	constructor(site: TabSite, dev: boolean, tools: TabTools = BROWSER) {
		this.#site = site;
		this.#dev = dev;
		this.#tools = tools;
	}

	get ed25519(): Asked<boolean> {
		return this.#ed25519;
	}
	get storage(): Asked<string | undefined> {
		return this.#storage;
	}
	get protocol(): Asked<number> {
		return this.#protocol;
	}
	/** A key may be made or loaded here. Neither is tried before this is true. */
	get mayHoldKeys(): boolean {
		return this.origin.kind === 'known' && this.origin.value.kind === 'keys';
	}

	/** Looks at the tab. In a browser only. */
	async look(): Promise<void> {
		this.#place = this.#tools.place();
		const [ed25519, storage] = await Promise.all([this.#tools.makesKeys(), this.#tools.stores()]);
		this.#ed25519 = known(ed25519);
		this.#storage = known(storage);
	}

	/** Asks the chosen network what it runs. */
	async askNetwork(signal: AbortSignal): Promise<void> {
		this.#protocol = ASKING;
		const [rpc, { ask, networkInfo }] = await Promise.all([
			this.#site.rpc(),
			import('#lib/chain/rpc-methods.ts')
		]);
		const answer = await ask(rpc, networkInfo(), signal);
		if (signal.aborted) return;
		this.#protocol = answer.ok
			? known(answer.value.protocolVersion)
			: { kind: 'unavailable', reason: readErrorText(answer.error) };
	}
}

/** The age that a newest ledger has on networks of today, poll included: no sign of a wrong clock. */
const LEDGER_SECONDS = 10;

const BROWSER: TabTools = {
	place: () => ({ isSecureContext, isTop: top === self, location }),
	async makesKeys() {
		try {
			await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']);
			return true;
		} catch {
			return false; // no such algorithm here, or no WebCrypto at all
		}
	},
	async stores() {
		const { browserStore } = await import('#lib/storage/key-value.ts');
		const store = browserStore('nectar-probe');
		const written = await store.set('probe', 'nectar');
		const read = written.ok ? await store.get('probe') : written;
		await store.delete('probe');
		if (!read.ok) return read.error.detail;
		return read.value === 'nectar' ? undefined : 'This browser forgets what it is given';
	},
	now: () => Date.now()
};
