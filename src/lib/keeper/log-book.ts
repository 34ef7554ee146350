import { gist, type FeedItem } from './feed.ts';
import type { LogItem, LogLine } from './log-line.ts';
import type { Snapshot } from './phase.ts';

const MOST_LINES = 300;

/** The topic of “nothing to decide”. No account is named so. */
const QUIET = '';

/**
 * The why-not log: every evaluation of every account ends in a line with its reason and its numbers. The same reason ledger after
 * ledger is one line with a count and the newest numbers.
 */
export class LogBook {
	/** Oldest first. */
	#lines: LogLine[] = [];
	readonly #last = new Map<string, { readonly gist: string; readonly seq: number }>();
	#nextSeq = 1;
	#ledger = 0;

	/** Newest first. */
	get lines(): readonly LogLine[] {
		return this.#lines.toReversed();
	}

	/** Something that happens once. Decisions come with the snapshots, which have them in every ledger. */
	tell(item: LogItem): void {
		if (item.kind !== 'decided') this.#append(item);
	}

	/** What the keeper makes of each account in a new ledger. */
	evaluated({ ledger, accounts }: Snapshot): void {
		if (ledger === this.#ledger) return;
		this.#ledger = ledger;
		const decided = accounts.flatMap(({ decision, ...sighting }): DecidedItem[] =>
			decision === undefined ? [] : [{ kind: 'decided', ledger, sighting, decision }]
		);
		const topics = new Set(decided.map(({ sighting }) => sighting.user));
		if (decided.length === 0) topics.add(QUIET);
		for (const topic of this.#last.keys()) if (!topics.has(topic)) this.#last.delete(topic);
		for (const item of decided) this.#repeat(item.sighting.user, gist(item.decision), item);
		if (decided.length > 0) return;
		this.#repeat(QUIET, 'checked', { kind: 'checked', ledger, positions: accounts.length });
	}

	#repeat(topic: string, said: string, item: LogItem): void {
		const last = this.#last.get(topic);
		const at =
			last?.gist === said ? this.#lines.findIndex(({ seq }) => seq === last.seq) : undefined;
		const line = at === undefined ? undefined : this.#lines[at];
		if (at === undefined || line === undefined) {
			this.#last.set(topic, { gist: said, seq: this.#append(item) });
		} else {
			this.#lines[at] = { ...line, item, repeated: line.repeated + 1 };
		}
	}

	#append(item: LogItem): number {
		const seq = this.#nextSeq++;
		this.#lines.push({ seq, item, repeated: 1 });
		if (this.#lines.length > MOST_LINES) this.#lines.shift();
		return seq;
	}
}

type DecidedItem = Extract<FeedItem, { kind: 'decided' }>;
