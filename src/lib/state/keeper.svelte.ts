import { createContext } from 'svelte';
import type { Network } from '#lib/networks.ts';
import { err, ok, type Result } from '#lib/result.ts';
import type { spawnKeeper, RunningKeeper } from '#worker/client.ts';
import type {
	ChainLink,
	Crashed,
	KeeperIdentity,
	KeeperMode,
	KeeperReport,
	KeyError,
	KeyRole,
	StartError,
	SweepError
} from '#worker/protocol.ts';

/** `none`: nothing runs, here or in another tab, as far as this page knows. */
export type KeeperLinkState = 'none' | 'starting' | 'leader' | 'follower' | 'crashed';

/** What this browser has of a key. */
export type OwnKey =
	| { readonly kind: 'unknown' }
	| { readonly kind: 'none' }
	| { readonly kind: 'ready'; readonly address: string }
	| { readonly kind: 'broken'; readonly error: KeyError };

/** The call could not even be made. */
export type NotNow =
	| Crashed
	/** No network with our contracts is chosen, or no operator is known: connect a wallet. */
	| { readonly kind: 'nobody' }
	/** No key may be made or loaded on this address. */
	| { readonly kind: 'refused-here'; readonly detail: string }
	/** The worker could not be loaded, or the network could not be reached. */
	| { readonly kind: 'not-loaded'; readonly detail: string };

export interface KeeperStatePorts {
	/** Of the site: where our contracts stand. */
	network(): Network | undefined;
	/** The account that the wallet shows. */
	wallet(): string | undefined;
	/** Why this address neither makes nor loads a key; `undefined`: it may. */
	refusal(): string | undefined;
	/** How a worker of this page reaches that network. */
	chain(): Promise<Result<ChainLink, string>>;
	readonly spawn?: typeof spawnKeeper;
	readonly storage?: () => Pick<Storage, 'getItem' | 'setItem'>;
}

const POOL = 0;
const ADDRESS = /^G[A-Z2-7]{55}$/;

/** The keeper of this browser, as a page shows it. Nothing starts before it is asked to. */
export class KeeperState {
	#report = $state.raw<KeeperReport>();
	#link = $state<KeeperLinkState>('none');
	#key = $state.raw<OwnKey>({ kind: 'unknown' });
	#crash = $state<string>();
	/** Whom the keeper that was started last works for. */
	#started = $state.raw<{ readonly identity: KeeperIdentity; readonly mode: KeeperMode }>();
	#running: Promise<Result<RunningKeeper, string>> | undefined;
	readonly #ports: KeeperStatePorts;

	constructor(ports: KeeperStatePorts) {
		this.#ports = ports;
	}

	/** The last word of this tab's keeper, or of the tab that leads. */
	get report(): KeeperReport | undefined {
		return this.#report;
	}
	get link(): KeeperLinkState {
		return this.#link;
	}
	/** The operator's key in this browser: known once it was looked for or made. */
	get key(): OwnKey {
		return this.#key;
	}
	/** Why the worker died. */
	get crash(): string | undefined {
		return this.#crash;
	}
	/** Whose keeper this is: the one at work, else the wallet's, else the one that worked here last. */
	get operator(): string | undefined {
		return this.#started?.identity.operator ?? this.#ports.wallet() ?? this.#remembered();
	}

	/** Looks for the key, and for a keeper of this operator in another tab. Call it when a page shows the keeper. */
	async look(): Promise<Result<null, NotNow | KeyError>> {
		const identity = this.#identity();
		if (identity === undefined) return err({ kind: 'nobody' });
		const running = await this.#open();
		if (!running.ok) return running;
		const found = await running.value.link.findKey(identity);
		if (!found.ok) {
			if (found.error.kind !== 'crashed') this.#key = { kind: 'broken', error: found.error };
			return found;
		}
		this.#key =
			found.value === undefined
				? { kind: 'none' }
				: { kind: 'ready', address: found.value.address };
		if (this.#link !== 'none') return ok(null);
		const led = await running.value.link.watch(identity);
		if (led.ok && led.value) {
			this.#link = 'follower';
			this.#started = { identity, mode: 'dry' };
		}
		return ok(null);
	}

	/** The address of the operator's key, made if there is none. `next`: of the one that a rotation puts in its place. */
	async prepareKey(role: KeyRole = 'current'): Promise<Result<string, NotNow | KeyError>> {
		const identity = this.#identity();
		if (identity === undefined) return err({ kind: 'nobody' });
		const running = await this.#open();
		if (!running.ok) return running;
		const prepared = await running.value.link.prepareKey(identity, role);
		if (!prepared.ok) {
			if (prepared.error.kind !== 'crashed') {
				this.#key = { kind: 'broken', error: prepared.error };
			}
			return prepared;
		}
		if (role === 'current') this.#key = { kind: 'ready', address: prepared.value.address };
		return ok(prepared.value.address);
	}

	async start(mode: KeeperMode): Promise<Result<null, NotNow | StartError>> {
		const identity = this.#identity();
		if (identity === undefined) return err({ kind: 'nobody' });
		return this.#start(identity, mode);
	}

	/** After a crash: the same again. What was on its way is found in the journal. */
	async restart(): Promise<Result<null, NotNow | StartError>> {
		const last = this.#started;
		if (last === undefined) return err({ kind: 'nobody' });
		return this.#start(last.identity, this.#report?.mode ?? last.mode);
	}

	async setMode(mode: KeeperMode): Promise<Result<null, NotNow>> {
		const running = await this.#open();
		return running.ok ? running.value.link.setMode(mode) : running;
	}

	/** What is on its way is followed to its end first. */
	async stop(): Promise<Result<null, NotNow>> {
		if (this.#running === undefined) return ok(null);
		const running = await this.#open();
		if (!running.ok) return running;
		const stopped = await running.value.link.stop();
		if (stopped.ok) this.#stopped();
		return stopped;
	}

	/** Revokes the delegation and merges the session account into the operator's, by the key itself. */
	async stopAndSweep(): Promise<Result<null, NotNow | SweepError>> {
		const identity = this.#identity();
		if (identity === undefined) return err({ kind: 'nobody' });
		const running = await this.#open();
		if (!running.ok) return running;
		const swept = await running.value.link.stopAndSweep(identity);
		if (swept.ok || swept.error.kind === 'failed') this.#stopped();
		return swept;
	}

	async #start(
		identity: KeeperIdentity,
		mode: KeeperMode
	): Promise<Result<null, NotNow | StartError>> {
		this.#link = 'starting';
		this.#crash = undefined;
		this.#started = { identity, mode };
		this.#remember(identity);
		const running = await this.#open();
		if (!running.ok) {
			this.#stopped();
			return running;
		}
		const started = await running.value.link.start({ ...identity, mode });
		if (started.ok) this.#link = 'leader';
		else if (started.error.kind === 'follower') this.#link = 'follower';
		else if (started.error.kind !== 'crashed') this.#stopped();
		return started;
	}

	#stopped(): void {
		this.#link = 'none';
		this.#started = undefined;
	}

	#identity(): KeeperIdentity | undefined {
		const network = this.#ports.network();
		const { operator } = this;
		if (network === undefined || operator === undefined) return undefined;
		return this.#started?.identity ?? { network, pool: POOL, operator };
	}

	/** The only way to a worker, and so to a key: closed where keys are refused, whatever a page shows. */
	async #open(): Promise<Result<RunningKeeper, NotNow>> {
		const refusal = this.#ports.refusal();
		if (refusal !== undefined) return err({ kind: 'refused-here', detail: refusal });
		const opening = (this.#running ??= this.#spawn());
		const running = await opening;
		if (running.ok) return running;
		if (this.#running === opening) this.#running = undefined; // the next call tries again
		return err({ kind: 'not-loaded', detail: running.error });
	}

	async #spawn(): Promise<Result<RunningKeeper, string>> {
		const chain = await this.#ports.chain();
		if (!chain.ok) return chain;
		const spawn = this.#ports.spawn ?? (await import('#worker/client.ts')).spawnKeeper;
		const running = await spawn(chain.value, (report) => {
			this.#hear(report);
		});
		if (running.ok)
			void running.value.crashed.then((reason) => {
				this.#crashed(reason);
			});
		return running;
	}

	#hear(report: KeeperReport): void {
		if (report.seq <= (this.#report?.seq ?? 0)) return;
		this.#report = report;
		if (this.#link === 'none' || this.#link === 'crashed') return;
		if (report.snapshot.phase.kind === 'stopped' && report.role === 'follower') this.#stopped();
		else if (this.#link !== 'starting') this.#link = report.role;
	}

	#crashed(reason: string): void {
		this.#running = undefined;
		this.#crash = reason;
		if (this.#link !== 'none') this.#link = 'crashed';
		const last = this.#report;
		if (last === undefined) return;
		const phase = { kind: 'crashed', message: reason } as const;
		// numbers of the next worker begin anew
		this.#report = { ...last, seq: 0, snapshot: { ...last.snapshot, phase } };
	}

	#remembered(): string | undefined {
		const network = this.#ports.network();
		if (network === undefined) return undefined;
		try {
			const text = this.#store().getItem(`nectar keeper ${network.passphrase}`);
			return text !== null && ADDRESS.test(text) ? text : undefined;
		} catch {
			return undefined; // blocked for this site: the wallet tells
		}
	}

	#remember({ network, operator }: KeeperIdentity): void {
		try {
			this.#store().setItem(`nectar keeper ${network.passphrase}`, operator);
		} catch {
			// blocked for this site: the wallet tells
		}
	}

	#store(): Pick<Storage, 'getItem' | 'setItem'> {
		return (this.#ports.storage ?? (() => localStorage))();
	}
}

export const [getKeeper, setKeeper] = createContext<KeeperState>();
