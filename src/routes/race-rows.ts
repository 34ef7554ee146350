import type { Race, Races } from '#lib/keeper/race.ts';
import type { FeedRow } from '#lib/ui/feed-row.ts';
import { amountText, countText } from '#lib/ui/number-text.ts';
import { ledgers, xlm } from '#lib/ui/race-words.ts';
import type { NameOf } from './race-view.ts';

/** What the chain says about races, newest first. */
export const raceRows = (races: Races, nameOf: NameOf): readonly FeedRow[] =>
	races.flatMap((race) => rowsOf(race, nameOf)).toSorted((a, b) => b.ledger - a.ledger);

function rowsOf(race: Race, nameOf: NameOf): readonly FeedRow[] {
	const fills = race.fills.map((fill): FeedRow => {
		const { ledger, hash, operator, percent, profit, fee } = fill;
		return {
			id: `fill ${hash}`,
			ledger,
			who: nameOf(operator),
			what: `filled ${percent} %`,
			why: `Profit ${usdc(profit)} USDC: vault ${usdc(profit - fee)}, keeper ${usdc(fee)}. Auction of ${nameOf(race.user)}, ledger ${countText(ledger - fill.startLedger)} of 400.`
		};
	});
	const lost = race.attempts
		.filter(({ succeeded }) => !succeeded)
		.map(({ ledger, hash, operator, feeCharged }): FeedRow => {
			const winner = race.fills[0];
			const beaten = winner !== undefined && winner.ledger <= ledger;
			return {
				id: `attempt ${hash}`,
				ledger,
				who: nameOf(operator),
				what: beaten ? 'outcompeted' : 'refused',
				why: `${beaten ? late(ledger - winner.ledger) : 'The vault’s floors did not pass.'} Cost ${xlm(feeCharged)}.`
			};
		});
	return [...fills, ...lost, ...gone(race), opening(race, nameOf)];
}

const late = (by: number): string =>
	by === 0
		? 'Same ledger, later in order. The auction was gone.'
		: `The auction was gone: ${ledgers(by)} too late.`;

function opening(race: Race, nameOf: NameOf): FeedRow {
	const { openedAt, openedBy, openedIn, user, percent } = race;
	return {
		id: `open ${openedIn}`,
		ledger: openedAt,
		who: openedBy === undefined ? 'somebody' : nameOf(openedBy),
		what: 'opened auction',
		why: `${percent} % of the debt of ${nameOf(user)}: its health factor was below 1.0.`
	};
}

function gone({ user, end }: Race): readonly FeedRow[] {
	if (end.kind === 'open' || end.how === 'filled') return [];
	const what = end.how === 'taken' ? 'filled past the vault' : 'auction deleted';
	const why =
		end.how === 'taken'
			? 'Somebody took it with money of his own.'
			: 'Nobody filled it, or its owner is safe again.';
	return [
		{ id: `${end.how} ${user} ${end.ledger}`, ledger: end.ledger, who: 'somebody', what, why }
	];
}

const usdc = (amount: bigint): string => amountText(amount, 7, 2);
