import { sha256 } from '#lib/chain/hash.ts';
import { importSigner, type Signer } from '#lib/chain/signer.ts';
import { ok, type Result } from '#lib/result.ts';
import type { StoredWorld, WorldStore } from '#lib/storage/world-store.ts';
import { WorldCommands } from '#worker/world/commands.ts';
import { openWorld, type OpenPorts, type WorldFiles } from '#worker/world/open.ts';
import type { World, WorldView } from '#worker/world/world.ts';
import { loadContracts } from '../../../scripts/demo/load-wasm.ts';
import { loadSandboxModule } from '../../../scripts/sandbox-server/load-module.ts';

export const BUILD = 'this build';

export async function loadFiles(build = BUILD): Promise<WorldFiles> {
	return { sandbox: await loadSandboxModule(), contracts: await loadContracts(), build };
}

/** A store in memory. `gate` holds every write back until it is opened; `broken` refuses them. */
export class MemoryWorldStore implements WorldStore {
	#held: StoredWorld | undefined;
	gate: Promise<unknown> = Promise.resolve();
	broken: string | undefined;
	/** What its owner writes from here on is lost, as after its death. */
	dead = false;

	load(): Promise<Result<StoredWorld | undefined, string>> {
		return Promise.resolve(ok(this.#held));
	}
	begin(world: Omit<StoredWorld, 'journal'>): Promise<Result<null, string>> {
		return this.#write(() => {
			this.#held = structuredClone({ ...world, journal: [] });
		});
	}
	append(bodies: readonly string[], note?: unknown): Promise<Result<null, string>> {
		return this.#write(() => {
			if (this.#held === undefined) throw new Error('expected a snapshot before a journal');
			const journal = [...this.#held.journal, ...bodies];
			this.#held = structuredClone({ ...this.#held, journal, note: note ?? this.#held.note });
		});
	}
	clear(): Promise<Result<null, string>> {
		return this.#write(() => {
			this.#held = undefined;
		});
	}

	get journal(): readonly string[] {
		return this.#held?.journal ?? [];
	}

	/** What a successor finds in the same place. */
	survivor(): MemoryWorldStore {
		const next = new MemoryWorldStore();
		next.#held = this.#held;
		return next;
	}

	async #write(change: () => void): Promise<Result<null, string>> {
		await this.gate;
		if (this.broken !== undefined) return { ok: false, error: this.broken };
		if (!this.dead) change();
		return ok(null);
	}
}

/** Time that stands still unless a test moves it: nothing happens by itself. */
export const STILL = 1_795_000_000_000;
export const never = new AbortController().signal;

export interface TestWorld {
	readonly world: World;
	readonly commands: WorldCommands;
	readonly view: () => WorldView;
}

export async function openTestWorld(
	seed: string | undefined,
	more: Partial<OpenPorts> = {}
): Promise<TestWorld> {
	let seen: WorldView | undefined;
	const opened = await openWorld(seed, {
		files: await loadFiles(),
		store: undefined,
		now: () => STILL,
		pause: (_ms, signal) =>
			new Promise((resolve) => {
				signal.addEventListener('abort', () => {
					resolve();
				});
			}),
		publish: (view) => {
			seen = view;
		},
		progress: () => undefined,
		...more
	});
	if (!opened.ok) throw new Error(opened.error);
	const world = opened.value;
	await world.begin();
	return {
		world,
		commands: new WorldCommands(world),
		view: () => {
			world.publish();
			if (seen === undefined) throw new Error('nothing was published');
			return seen;
		}
	};
}

export const stranger = (name: string): Promise<Signer> => importSigner(sha256(`stranger ${name}`));
