import { createContext } from 'svelte';
import type { ReadError } from '#lib/keeper/ports.ts';
import { err, ok, type Result } from '#lib/result.ts';
import { servePort } from '#lib/sandbox/port-transport.ts';
import type { SandboxTransport } from '#lib/sandbox/transport.ts';
import type { World } from '#worker/sandbox-client.ts';
import type { CommandAnswer, WorldCommand, WorldState } from '#worker/sandbox-protocol.ts';

const OFF: WorldState = {
	...{ seq: 0, phase: { kind: 'off' }, ledger: 0, closedAt: 0, ledgerMs: undefined },
	...{ house: [], arbitrage: false, people: [], lines: [] }
};

type Spawn = (published: (state: WorldState) => void) => Promise<Result<World, string>>;

/** A worker that dies within so long after its start would die again. */
const RESTART_AFTER_MS = 10_000;
/** Set while this tab has the demo network on, so that a reload brings it back without being asked. */
const ON = 'nectar-demo';

/** The network embedded in the page. Nothing of it is loaded before `start`. */
export class DemoNetwork {
	#state = $state.raw(OFF);
	readonly #files: () => string;
	readonly #spawn: Spawn;
	#world: Promise<Result<World, string>> | undefined;
	#startedAt = 0;
	/** Released with every published state, for those who wait for one. */
	#published = Promise.withResolvers<undefined>();
	#seqBefore = 0;

	/** `files`: absolute URL of the folder with the wasm, ending in a slash. Asked in the browser alone. */
	constructor(files: () => string, spawn: Spawn = spawnInWorker) {
		this.#files = files;
		this.#spawn = spawn;
	}

	get state(): WorldState {
		return this.#state;
	}

	/** Starts the network, or joins it in another tab, and resolves once it runs. However often it is called, there is one. */
	async start(): Promise<Result<null, string>> {
		const world = await (this.#world ??= this.#open());
		if (!world.ok) return world;
		for (;;) {
			const { phase } = this.#state;
			if (phase.kind === 'running') return ok(null);
			if (phase.kind === 'failed') return err(phase.reason);
			await this.#published.promise;
		}
	}

	/** Starts it if it ran in this tab before a reload, or runs in another tab now. */
	async resume(): Promise<void> {
		if (wasOn() || (await isOnElsewhere())) await this.start();
	}

	/** Carried out once the network runs; it is not started by this. */
	async command(command: WorldCommand): Promise<CommandAnswer> {
		const world = await this.#world;
		if (world === undefined) return err({ kind: 'failed', detail: NOT_STARTED });
		if (!world.ok) return err({ kind: 'failed', detail: world.error });
		return world.value.link.command(command);
	}

	/** JSON-RPC to the network. What is posted before it runs is answered once it does. */
	transport(): SandboxTransport {
		return { post: (body, signal) => this.#post(body, signal) };
	}

	/** The same for a worker. The page serves it, so it outlives whatever happens to the network's own worker. */
	port(): Promise<MessagePort> {
		const { port1, port2 } = new MessageChannel();
		servePort(port1, (body, signal) => this.#post(body, signal));
		return Promise.resolve(port2);
	}

	async #post(body: string, signal: AbortSignal): Promise<Result<string, ReadError>> {
		while (this.#world === undefined) {
			if (signal.aborted) return err({ kind: 'unreachable', detail: 'aborted' });
			await Promise.race([this.#published.promise, abortOf(signal)]);
		}
		const world = await this.#world;
		if (!world.ok) return err({ kind: 'unreachable', detail: world.error });
		return world.value.link.post(body, signal);
	}

	async #open(): Promise<Result<World, string>> {
		this.#startedAt = Date.now();
		this.#show({ ...OFF, phase: { kind: 'starting', step: 'start', done: 0, total: 1 } });
		if (!isSecureContext) return this.#failed(INSECURE);
		this.#seqBefore = this.#state.seq;
		const world = await this.#spawn((state) => {
			this.#show({ ...state, seq: this.#seqBefore + state.seq });
			if (state.phase.kind === 'failed') this.#world = undefined; // the next start tries again
		});
		if (!world.ok) return this.#failed(world.error);
		remember();
		void world.value.crashed.then((reason) => {
			this.#crashed(reason);
		});
		const seed = /[?&]seed=(\w+)/.exec(location.search)?.[1];
		world.value.link.open({ seed, files: this.#files() });
		return world;
	}

	/** What it accepted is kept, so another worker goes on where it was. */
	#crashed(reason: string): void {
		this.#world = undefined;
		if (Date.now() - this.#startedAt < RESTART_AFTER_MS) this.#failed(reason);
		else void this.start();
	}

	#failed(reason: string): Result<World, string> {
		this.#world = undefined;
		this.#show({ ...this.#state, phase: { kind: 'failed', reason } });
		return err(reason);
	}

	#show(state: WorldState): void {
		this.#state = { ...state, seq: Math.max(state.seq, this.#state.seq + 1) };
		this.#published.resolve(undefined);
		this.#published = Promise.withResolvers();
	}
}

const NOT_STARTED = 'the demo network is not started';
const INSECURE =
	'this address is not secure, so the browser has no keys to sign with: open the page over https or on localhost';

async function spawnInWorker(
	published: (state: WorldState) => void
): Promise<Result<World, string>> {
	const { spawnWorld } = await import('#worker/sandbox-client.ts');
	return spawnWorld(published);
}

const abortOf = (signal: AbortSignal): Promise<void> =>
	new Promise((resolve) => {
		signal.addEventListener(
			'abort',
			() => {
				resolve();
			},
			{ once: true }
		);
	});

function remember(): void {
	try {
		sessionStorage.setItem(ON, 'on');
	} catch {
		return; // storage is blocked: after a reload the visitor starts it again
	}
}

function wasOn(): boolean {
	try {
		return sessionStorage.getItem(ON) === 'on';
	} catch {
		return false;
	}
}

async function isOnElsewhere(): Promise<boolean> {
	const { held } = await navigator.locks.query();
	return held?.some(({ name }) => name === 'nectar-network-1') === true;
}

export const [getDemo, setDemo] = createContext<DemoNetwork>();
