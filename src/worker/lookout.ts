import { userOf } from '#lib/keeper/action.ts';
import { namedBy } from '#lib/keeper/book.ts';
import type { Facts, LedgerReader, PreparedAction, ReadError } from '#lib/keeper/ports.ts';
import { err, ok, type Result } from '#lib/result.ts';

/** Rounds of reading until events name nobody new: more would mean that the endpoint moves faster than we read. */
const MAX_ROUNDS = 3;

/** Looks at the chain: keeps the place in its events, and whom they named. */
export class Lookout {
	readonly #reader: LedgerReader;
	#cursor: string | undefined;
	/** Accounts that events named, until a ledger with them was taken in: answers of a ledger seen before are dropped. */
	#named: readonly string[] = [];
	/** What could not be read and was not told yet. */
	#unreadable: readonly string[] = [];

	constructor(reader: LedgerReader) {
		this.#reader = reader;
	}

	/** The next look begins with all of the past. */
	get isLost(): boolean {
		return this.#cursor === undefined;
	}

	/** Facts of one ledger that include everybody whom events up to it name. */
	async look(
		watched: readonly string[],
		pending: PreparedAction | undefined,
		signal: AbortSignal
	): Promise<Result<Facts, ReadError>> {
		const from = await this.#place(signal);
		if (!from.ok) return from;
		let cursor = from.value;
		for (let round = 0; round < MAX_ROUNDS; round += 1) {
			const users = new Set([...this.#named, ...watched]);
			if (pending !== undefined) users.add(userOf(pending.action));
			const query = { cursor, users: [...users], pending: pending?.hash };
			const facts = await this.#reader.facts(query, signal);
			if (!facts.ok) {
				// an endpoint that does not know the cursor's ledger any more never will: only the past, read again, helps
				if (facts.error.kind === 'rpc-error') this.#cursor = undefined;
				return facts;
			}
			cursor = facts.value.cursor;
			this.#cursor = cursor;
			this.#unreadable = [...this.#unreadable, ...facts.value.unreadable];
			const strangers = namedBy(facts.value.events).filter((user) => !users.has(user));
			if (strangers.length === 0) return facts;
			this.#named = [...this.#named, ...strangers];
		}
		return err({ kind: 'malformed', detail: 'events kept naming new accounts' });
	}

	/** The facts of the last look count. Returns what could not be read since the last time. */
	takeIn(): readonly string[] {
		const unreadable = this.#unreadable;
		this.#named = [];
		this.#unreadable = [];
		return unreadable;
	}

	/** Forgets the place: it was in another chain's events. */
	lose(): void {
		this.#cursor = undefined;
		this.#named = [];
	}

	/** Where events go on from, after the past if it is not known yet. */
	async #place(signal: AbortSignal): Promise<Result<string, ReadError>> {
		if (this.#cursor !== undefined) return ok(this.#cursor);
		const past = await this.#reader.backfill(signal);
		if (!past.ok) return past;
		this.#cursor = past.value.cursor;
		this.#named = [...this.#named, ...namedBy(past.value.events)];
		this.#unreadable = [...this.#unreadable, ...past.value.unreadable];
		return ok(past.value.cursor);
	}
}
