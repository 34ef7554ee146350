import { userOf, type Action } from '#lib/keeper/action.ts';
import type { Book } from '#lib/keeper/book.ts';
import type { Decision } from '#lib/keeper/decision.ts';
import { explainOutcome } from '#lib/keeper/explain.ts';
import { gist, sightingOf, Told, type FeedItem } from '#lib/keeper/feed.ts';
import type { Outcome } from '#lib/keeper/outcome.ts';
import type { PreparedAction, Trouble } from '#lib/keeper/ports.ts';
import type { Situation } from '#lib/keeper/situation.ts';

/** Tells what happens, once: while nothing changes for a reader, a ledger adds no line. */
export class Teller {
	readonly #feed: (item: FeedItem) => void;
	#told = new Told();

	constructor(feed: (item: FeedItem) => void) {
		this.#feed = feed;
	}

	/** One line when an account appears or changes sides, none while it only drifts. */
	sightings(before: Book, book: Book, situation: Situation): void {
		const { ledger } = situation.view;
		for (const [user, account] of book) {
			const sighting = sightingOf(user, account, situation);
			const text = `${sighting.state} ${sighting.auctionFrom ?? ''}`;
			if (this.#told.isNews(`saw ${user}`, text)) this.#feed({ kind: 'saw', ledger, sighting });
		}
		for (const user of before.keys()) {
			if (book.has(user)) continue;
			for (const topic of ['saw', 'decided', 'act']) this.#told.forget(`${topic} ${user}`);
		}
	}

	decisions(decisions: readonly Decision[], book: Book, situation: Situation): void {
		const { ledger } = situation.view;
		for (const decision of decisions) {
			const account = book.get(decision.user);
			if (account === undefined) continue;
			// while a transaction is on its way, the same decision falls again each ledger
			if (!this.#told.isNews(`decided ${decision.user}`, gist(decision))) continue;
			const sighting = sightingOf(decision.user, account, situation);
			this.#feed({ kind: 'decided', ledger, sighting, decision });
		}
	}

	/** What failed before it was sent fails the same way in each ledger. */
	notSent(
		user: string,
		action: Action,
		hash: string | undefined,
		outcome: Outcome,
		ledger: number
	): void {
		if (!this.#told.isNews(`act ${user}`, explainOutcome(outcome))) return;
		this.#feed({ kind: 'outcome', ledger, action, hash, outcome });
	}

	sent({ action, hash, maxFee }: PreparedAction, ledger: number): void {
		this.#feed({ kind: 'sent', ledger, action, hash, maxFee });
	}

	/** A dry run simulates the same in each ledger. */
	rehearsed({ action, maxFee, receipt }: PreparedAction, ledger: number): void {
		if (!this.#told.isNews(`act ${userOf(action)}`, `rehearsed ${action.kind}`)) return;
		this.#feed({ kind: 'rehearsed', ledger, action, maxFee, receipt });
	}

	outbid(sent: PreparedAction, ledger: number): void {
		if (this.#told.isNews(sent.hash, 'outbid')) this.outcome(sent, { kind: 'outbid' }, ledger);
	}

	/** The last word about a transaction. */
	settled(sent: PreparedAction, outcome: Outcome, ledger: number): void {
		this.#told.forget(sent.hash);
		this.outcome(sent, outcome, ledger);
	}

	outcome({ action, hash }: PreparedAction, outcome: Outcome, ledger: number): void {
		this.#feed({ kind: 'outcome', ledger, action, hash, outcome });
	}

	trouble(error: Trouble, ledger: number): void {
		this.#feed({ kind: 'trouble', ledger, error });
	}

	unreadable(details: readonly string[], ledger: number): void {
		if (details.length > 0) this.#feed({ kind: 'unreadable', ledger, details });
	}

	/** Another chain: everything about it is news. */
	startAgain(): void {
		this.#told = new Told();
	}
}
