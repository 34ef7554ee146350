import { createStore, promisifyRequest } from 'idb-keyval';
import * as v from 'valibot';
import { err, ok, type Result } from '#lib/result.ts';

/** A network as it was at one moment, and what was accepted since: together its present. */
export interface StoredWorld {
	/** Of the build that wrote it: another one's snapshots mean nothing. */
	readonly build: string;
	readonly seed: string;
	readonly snapshot: Uint8Array;
	/** JSON-RPC bodies in the order in which they were accepted. */
	readonly journal: readonly string[];
	/** What its owner remembers besides; whoever wrote it parses it. */
	readonly note: unknown;
}

/** Keeps one world. Errors are sentences. */
export interface WorldStore {
	/** `undefined`: there is none, or none that can be read. */
	load(): Promise<Result<StoredWorld | undefined, string>>;
	/** In place of everything before. */
	begin(world: Omit<StoredWorld, 'journal'>): Promise<Result<null, string>>;
	/** After what is there. A `note` replaces the one before. */
	append(bodies: readonly string[], note?: unknown): Promise<Result<null, string>>;
	clear(): Promise<Result<null, string>>;
}

const WORLD = 'world';
const NOTE = 'note';
const record = v.strictObject({
	v: v.literal(1),
	build: v.string(),
	seed: v.string(),
	snapshot: v.instance(Uint8Array)
});
const journal = v.array(v.array(v.string()));

/** In this browser profile. Entries of the journal have their numbers as keys, so they are read in their order. */
export function browserWorldStore(): WorldStore {
	const inStore = createStore('nectar-world', 'world');
	let next = 1;
	const numbers = IDBKeyRange.bound(1, Number.MAX_SAFE_INTEGER);
	return {
		load: () =>
			attempt(async () => {
				const [world, note, keys, bodies] = await inStore('readonly', (store) =>
					Promise.all([
						promisifyRequest<unknown>(store.get(WORLD)),
						promisifyRequest<unknown>(store.get(NOTE)),
						promisifyRequest<IDBValidKey[]>(store.getAllKeys(numbers)),
						promisifyRequest<unknown[]>(store.getAll(numbers))
					])
				);
				next = keys.length + 1;
				const parsed = v.safeParse(record, world);
				const accepted = v.safeParse(journal, bodies);
				if (!parsed.success || !accepted.success) return undefined;
				const { build, seed, snapshot } = parsed.output;
				return { build, seed, snapshot, journal: accepted.output.flat(), note };
			}),
		begin: ({ build, seed, snapshot, note }) =>
			attempt(async () => {
				await inStore('readwrite', (store) => {
					store.clear();
					store.put({ v: 1, build, seed, snapshot }, WORLD);
					store.put(note, NOTE);
					return promisifyRequest(store.transaction);
				});
				next = 1;
				return null;
			}),
		append: (bodies, note) =>
			attempt(async () => {
				await inStore('readwrite', (store) => {
					if (bodies.length > 0) store.put(bodies, next);
					if (note !== undefined) store.put(note, NOTE);
					return promisifyRequest(store.transaction);
				});
				if (bodies.length > 0) next += 1;
				return null;
			}),
		clear: () =>
			attempt(async () => {
				await inStore('readwrite', (store) => {
					store.clear();
					return promisifyRequest(store.transaction);
				});
				return null;
			})
	};
}

/** A private window, a full disk, a blocked storage: all of them throw, each in its own words. */
async function attempt<T>(run: () => Promise<T>): Promise<Result<T, string>> {
	try {
		return ok(await run());
	} catch (cause) {
		return err(cause instanceof Error ? cause.message : String(cause));
	}
}
