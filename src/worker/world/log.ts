import type { WorldStore } from '#lib/storage/world-store.ts';

/** What a log writes when a new snapshot is due. */
export interface Kept {
	readonly build: string;
	readonly seed: string;
	/** Whole and of this moment: everything appended so far is in it. */
	snapshot(): Uint8Array;
	note(): unknown;
}

/** Entries and characters after which a snapshot is cheaper than what a successor would have to repeat. */
const SNAPSHOT_ENTRIES = 600;
const SNAPSHOT_SIZE = 1024 * 1024;
/** The note grows with the feed and changes with every ledger: it is written this often, unless it matters. */
const NOTE_EVERY_MS = 2_000;

/**
 * Writes down what a network accepts, in order, one write at a time; what comes in meanwhile goes into the next one. If the
 * browser refuses to keep it, the network goes on without: `trouble` says so, once.
 */
export class WorldLog {
	readonly #store: WorldStore;
	readonly #kept: Kept;
	readonly #trouble: (reason: string) => void;
	readonly #now: () => number;
	#queue: string[] = [];
	#entries = 0;
	#size = 0;
	#noteDue = false;
	#notedAt = 0;
	/** Until the first snapshot nothing is written: it will hold everything. */
	#begun = false;
	#snapshotDue = false;
	#broken = false;
	/** What was asked to be written, and how much of it is. */
	#asked = 0;
	#written = 0;
	#writing: Promise<void> | undefined;

	constructor(
		store: WorldStore,
		kept: Kept,
		ports: { readonly now: () => number; readonly trouble: (reason: string) => void }
	) {
		this.#store = store;
		this.#kept = kept;
		this.#now = ports.now;
		this.#trouble = ports.trouble;
	}

	append(body: string): void {
		if (this.#broken || !this.#begun) return;
		this.#queue.push(body);
		this.#entries += 1;
		this.#size += body.length;
		this.#asked += 1;
		this.#write();
	}

	/** Something in the note changed that a successor must know. */
	noted(): void {
		if (!this.#begun) return;
		this.#noteDue = true;
		this.#asked += 1;
		this.#write();
	}

	/** From here on everything is kept, beginning with a snapshot in place of what was kept before. */
	begin(): void {
		this.#begun = true;
		this.#snapshotDue = true;
		this.#asked += 1;
		this.#write();
	}

	/** Resolves once everything asked so far is written down, or will never be. */
	async settled(): Promise<void> {
		const asked = this.#asked;
		while (this.#written < asked && !this.#broken) await this.#writing;
	}

	#write(): void {
		if (this.#broken || this.#written >= this.#asked) return;
		this.#writing ??= this.#writeOnce().finally(() => {
			this.#writing = undefined;
			this.#write();
		});
	}

	async #writeOnce(): Promise<void> {
		const asked = this.#asked;
		const wrote = this.#isSnapshotDue ? await this.#replace() : await this.#append();
		this.#written = asked;
		if (wrote.ok) return;
		this.#broken = true;
		this.#queue = [];
		this.#trouble(wrote.error);
	}

	get #isSnapshotDue(): boolean {
		return this.#snapshotDue || this.#entries >= SNAPSHOT_ENTRIES || this.#size >= SNAPSHOT_SIZE;
	}

	#replace() {
		const { build, seed } = this.#kept;
		const world = { build, seed, snapshot: this.#kept.snapshot(), note: this.#kept.note() };
		this.#snapshotDue = false;
		this.#queue = [];
		this.#entries = 0;
		this.#size = 0;
		this.#noteWritten();
		return this.#store.begin(world);
	}

	#append() {
		const bodies = this.#queue;
		this.#queue = [];
		if (!this.#noteDue && this.#now() - this.#notedAt < NOTE_EVERY_MS) {
			return this.#store.append(bodies);
		}
		this.#noteWritten();
		return this.#store.append(bodies, this.#kept.note());
	}

	#noteWritten(): void {
		this.#noteDue = false;
		this.#notedAt = this.#now();
	}
}
