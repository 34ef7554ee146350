import type { FillOutlook } from './fill-outlook.ts';
import type { AccountRow, Snapshot } from './phase.ts';

/** What a keeper does next, if nothing but the ledger number changes. */
export type NextAction =
	/** Nobody needs it. `lowest`: the account closest to liquidation, if any has a health factor. */
	| { readonly kind: 'none'; readonly checked: number; readonly lowest: AccountRow | undefined }
	/** Somebody needs it, and something stands in the way: the log says what. */
	| { readonly kind: 'held-up'; readonly user: string }
	| {
			readonly kind: 'fill';
			readonly user: string;
			/** 0 = in this ledger. */
			readonly ledgersLeft: number;
			/** Age of the auction now; `undefined` before its start. */
			readonly age: number | undefined;
			readonly outlook: FillOutlook;
	  }
	| {
			readonly kind: 'create';
			readonly user: string;
			readonly percent: number;
			/** Age at which it could be filled. */
			readonly fairAge: number;
	  }
	| {
			readonly kind: 'clean-up';
			readonly user: string;
			readonly what: 'delete-auction' | 'bad-debt';
	  }
	/** Created, and counting from the next ledger on. */
	| { readonly kind: 'starts'; readonly user: string };

/** The nearest of what the decisions of this ledger ask for. */
export function nextAction({ accounts }: Snapshot): NextAction {
	const planned = accounts.flatMap((row) => plannedFor(row) ?? []);
	const [first] = planned.toSorted((a, b) => nearness(a) - nearness(b));
	return first ?? { kind: 'none', checked: accounts.length, lowest: lowest(accounts) };
}

function plannedFor({ user, decision, auctionFrom }: AccountRow): NextAction | undefined {
	switch (decision?.kind) {
		case undefined:
			return undefined;
		case 'fill': {
			const { outlook } = decision;
			return { kind: 'fill', user, ledgersLeft: 0, age: outlook.age, outlook };
		}
		case 'create': {
			const { percent, fairAge } = decision;
			return { kind: 'create', user, percent, fairAge };
		}
		case 'clean-up':
			return { kind: 'clean-up', user, what: decision.what };
		case 'wait': {
			const { reason } = decision;
			if (reason.kind === 'not-started') return { kind: 'starts', user };
			const { fairAge, age, then } = reason;
			return { kind: 'fill', user, ledgersLeft: fairAge - age, age, outlook: then };
		}
		case 'skip':
			// a position that is only liquidatable by rule asks for nothing; an open auction is work that somebody does
			return auctionFrom === undefined && decision.reason.kind === 'not-liquidatable'
				? undefined
				: { kind: 'held-up', user };
	}
}

/** Ledgers until it happens; what is held up comes after all that is planned. */
function nearness(action: NextAction): number {
	switch (action.kind) {
		case 'fill':
			return action.ledgersLeft;
		case 'create':
		case 'clean-up':
			return 0.5;
		case 'starts':
			return 1;
		case 'held-up':
		case 'none':
			return Number.POSITIVE_INFINITY;
	}
}

/** The account with the lowest health factor; those without debt or without a price have none. */
export function lowest(accounts: readonly AccountRow[]): AccountRow | undefined {
	let found: { readonly row: AccountRow; readonly value: bigint } | undefined;
	for (const row of accounts) {
		if (row.health?.kind !== 'ratio') continue;
		const { value } = row.health;
		if (found === undefined || value < found.value) found = { row, value };
	}
	return found?.row;
}
