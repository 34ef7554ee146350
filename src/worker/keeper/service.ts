import { jsonRpc } from '#lib/chain/json-rpc.ts';
import { readRouteCount } from '#lib/chain/session-glance.ts';
import type { Signer } from '#lib/chain/signer.ts';
import { err, ok, type Result } from '#lib/result.ts';
import type {
	ChainLink,
	KeeperApi,
	KeeperIdentity,
	KeeperMode,
	KeeperReport,
	KeeperStart,
	KeyError,
	KeyRole,
	StartError,
	SweepError
} from '../protocol.ts';
import { Bulletin } from './bulletin.ts';
import { forgetRetired, ownSigners, prepareKey } from './keys.ts';
import type { KeeperPorts, Reach, Release } from './ports.ts';
import { KeeperRun } from './run.ts';
import { signerInUse } from './rotation.ts';

/** What runs in this tab, or is watched from it. */
type Duty =
	| { readonly kind: 'none' }
	| {
			readonly kind: 'leading';
			readonly identity: KeeperIdentity;
			readonly run: KeeperRun;
			readonly release: Release;
	  }
	| {
			readonly kind: 'following';
			readonly identity: KeeperIdentity;
			/** Ends the wait for the lock. */
			readonly end: AbortController;
	  };

const scopeName = ({ network, operator }: KeeperIdentity) =>
	`keeper:${network.name}:${network.registry}:${operator}`;

/** The keeper behind its worker's API: one key, one leader in a browser, one thing at a time. */
export class KeeperService implements KeeperApi {
	readonly #ports: KeeperPorts;
	readonly #bulletin: Bulletin;
	#link: ChainLink | undefined;
	#reach: { readonly passphrase: string; readonly reach: Reach } | undefined;
	#duty: Duty = { kind: 'none' };
	/** Calls that change what runs come one after the other. */
	#queue: Promise<unknown> = Promise.resolve();

	constructor(ports: KeeperPorts) {
		this.#ports = ports;
		this.#bulletin = new Bulletin(ports);
	}

	connect(link: ChainLink): Promise<void> {
		this.#link = link;
		this.#reach = undefined;
		return Promise.resolve();
	}

	ping(): Promise<void> {
		return Promise.resolve();
	}

	subscribe(report: (report: KeeperReport) => void): Promise<void> {
		this.#bulletin.subscribe(report);
		return Promise.resolve();
	}

	prepareKey(
		identity: KeeperIdentity,
		role: KeyRole
	): Promise<Result<{ readonly address: string }, KeyError>> {
		return this.#inTurn(async () => {
			const address = await prepareKey(this.#ports.keys, ownerOf(identity), role);
			return address.ok ? ok({ address: address.value }) : address;
		});
	}

	async findKey(
		identity: KeeperIdentity
	): Promise<Result<{ readonly address: string } | undefined, KeyError>> {
		const signers = await ownSigners(this.#ports.keys, ownerOf(identity));
		if (!signers.ok) return signers;
		const { current } = signers.value;
		return ok(current && { address: current.address });
	}

	start(config: KeeperStart): Promise<Result<null, StartError>> {
		return this.#inTurn(() => this.#start(config));
	}

	setMode(mode: KeeperMode): Promise<void> {
		if (this.#duty.kind === 'leading') this.#duty.run.setMode(mode);
		return Promise.resolve();
	}

	stop(): Promise<void> {
		return this.#inTurn(() => this.#stop());
	}

	stopAndSweep(identity: KeeperIdentity): Promise<Result<null, SweepError>> {
		return this.#inTurn(() => this.#stopAndSweep(identity));
	}

	watch(identity: KeeperIdentity): Promise<boolean> {
		return this.#inTurn(async () => {
			if (this.#duty.kind !== 'none') return true;
			const release = await this.#ports.locks.tryTake(scopeName(identity));
			if (release === undefined) this.#follow(identity, 'dry');
			else await release();
			return release === undefined;
		});
	}

	async #start({ mode, ...identity }: KeeperStart): Promise<Result<null, StartError>> {
		const { keys, locks } = this.#ports;
		const duty = this.#duty;
		if (duty.kind === 'leading' && scopeName(duty.identity) === scopeName(identity)) {
			duty.run.setMode(mode);
			return ok(null);
		}
		await this.#stop();
		const signers = await ownSigners(keys, ownerOf(identity));
		if (!signers.ok) return signers;
		if (signers.value.current === undefined) return err({ kind: 'no-key' });
		const release = await locks.tryTake(scopeName(identity));
		if (release === undefined) {
			this.#follow(identity, mode);
			return err({ kind: 'follower' });
		}
		const led = await this.#lead(identity, mode, release);
		if (!led.ok) await release();
		return led;
	}

	async #lead(
		identity: KeeperIdentity,
		mode: KeeperMode,
		release: Release
	): Promise<Result<null, StartError>> {
		const opened = await this.#open(identity, mode);
		if (!opened.ok) return opened;
		const run = opened.value;
		this.#duty = { kind: 'leading', identity, run, release };
		this.#bulletin.lead(scopeName(identity), () => run.report());
		await run.begin();
		if (mode === 'live') {
			void this.#emptyRetired(identity).catch((cause: unknown) => {
				this.#ports.die(cause);
			});
		}
		return ok(null);
	}

	/** The key that a rotation replaced sends its XLM back by itself. What fails is tried again at the next start. */
	async #emptyRetired(identity: KeeperIdentity): Promise<void> {
		const owner = ownerOf(identity);
		const signers = await ownSigners(this.#ports.keys, owner);
		const retired = signers.ok ? signers.value.retired : undefined;
		if (retired === undefined) return;
		const run = await this.#runOf(identity, 'live', retired);
		if (!run.ok) return;
		const swept = await run.value.sweep(NEVER);
		if (swept.ok) await forgetRetired(this.#ports.keys, owner);
	}

	/** A keeper with the key in use. */
	async #open(identity: KeeperIdentity, mode: KeeperMode): Promise<Result<KeeperRun, StartError>> {
		const reach = this.#reached(identity.network.passphrase);
		if (reach === undefined) return err({ kind: 'chain', detail: 'no endpoint was told' });
		const rpc = jsonRpc(reach.transport);
		const signer = await signerInUse(this.#ports.keys, rpc, identity, reach.policy);
		return signer.ok ? this.#runOf(identity, mode, signer.value) : signer;
	}

	async #runOf(
		identity: KeeperIdentity,
		mode: KeeperMode,
		signer: Signer
	): Promise<Result<KeeperRun, StartError>> {
		const { network, operator } = identity;
		const pool = network.pools[identity.pool];
		if (pool === undefined) return err({ kind: 'chain', detail: `no pool ${identity.pool}` });
		const reach = this.#reached(network.passphrase);
		if (reach === undefined) return err({ kind: 'chain', detail: 'no endpoint was told' });
		const routeCount = await readRouteCount(jsonRpc(reach.transport), network, NEVER);
		if (!routeCount.ok) {
			return err({ kind: 'chain', detail: `the vault cannot be read: ${routeCount.error.kind}` });
		}
		const terms = {
			ports: this.#ports,
			reach,
			scope: { network, pool, operator, session: signer.address, routeCount: routeCount.value },
			signer,
			changed: () => {
				this.#bulletin.changed();
			}
		};
		return ok(new KeeperRun(terms, mode));
	}

	/** Another tab leads: shows its reports, and takes over when it closes; not when somebody stops the keeper there. */
	#follow(identity: KeeperIdentity, mode: KeeperMode): void {
		const end = new AbortController();
		const duty = { kind: 'following', identity, end } as const;
		this.#duty = duty;
		this.#bulletin.follow(scopeName(identity), () => {
			end.abort();
			if (this.#duty === duty) this.#duty = { kind: 'none' };
		});
		void this.#ports.locks
			.take(scopeName(identity), end.signal)
			.then((release) => release && this.#takeOver(identity, mode, release, end.signal))
			.catch((cause: unknown) => {
				this.#ports.die(cause);
			});
	}

	async #takeOver(
		identity: KeeperIdentity,
		mode: KeeperMode,
		release: Release,
		ended: AbortSignal
	): Promise<void> {
		let led: Result<null, StartError> | undefined;
		while (led?.ok !== true && !ended.aborted) {
			led = await this.#inTurn(() =>
				ended.aborted
					? Promise.resolve(err({ kind: 'follower' }))
					: this.#lead(identity, this.#bulletin.heard?.mode ?? mode, release)
			);
			if (!led.ok) await this.#ports.clock.sleep(RETRY_MS, ended);
		}
		if (led?.ok !== true) await release();
	}

	async #stop(): Promise<void> {
		const duty = this.#duty;
		this.#duty = { kind: 'none' };
		switch (duty.kind) {
			case 'none':
				return;
			case 'following':
				duty.end.abort();
				this.#bulletin.end();
				return;
			case 'leading':
				await duty.run.stop();
				this.#bulletin.flush();
				this.#bulletin.end(); // before the lock is free: a follower would take over
				await duty.release();
		}
	}

	async #stopAndSweep(identity: KeeperIdentity): Promise<Result<null, SweepError>> {
		const { keys, locks } = this.#ports;
		const duty = this.#duty;
		if (duty.kind === 'leading' && scopeName(duty.identity) === scopeName(identity)) {
			await duty.run.stop();
			const swept = await duty.run.sweep(NEVER);
			await this.#stop();
			return swept;
		}
		const signers = await ownSigners(keys, ownerOf(identity));
		if (!signers.ok) return signers;
		if (signers.value.current === undefined) return err({ kind: 'no-key' });
		const release = await locks.tryTake(scopeName(identity));
		if (release === undefined) return err({ kind: 'follower' });
		const opened = await this.#open(identity, 'dry');
		const swept = opened.ok
			? await opened.value.sweep(NEVER)
			: err({ kind: 'failed', step: 'revoke', detail: explainStart(opened.error) } as const);
		await release();
		return swept;
	}

	#reached(passphrase: string): Reach | undefined {
		if (this.#reach?.passphrase === passphrase) return this.#reach.reach;
		if (this.#link === undefined) return undefined;
		const reach = this.#ports.reach(this.#link, passphrase, () => {
			this.#bulletin.changed();
		});
		this.#reach = { passphrase, reach };
		return reach;
	}

	#inTurn<T>(run: () => Promise<T>): Promise<T> {
		const turn = this.#queue.then(run);
		this.#queue = turn.catch(() => undefined);
		return turn;
	}
}

const NEVER = new AbortController().signal;
/** Milliseconds between two tries to take over. */
const RETRY_MS = 5_000;

const ownerOf = ({ network, operator }: KeeperIdentity) => ({
	passphrase: network.passphrase,
	operator
});

function explainStart(error: StartError): string {
	switch (error.kind) {
		case 'storage':
		case 'chain':
			return error.detail;
		case 'no-ed25519':
		case 'no-key':
		case 'follower':
			return error.kind;
	}
}
