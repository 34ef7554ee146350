import { auctionCurve, type AuctionCurve } from '#lib/keeper/auction-curve.ts';
import { fillCurve } from '#lib/keeper/fill-curve.ts';
import { raceLanes, type Lane } from '#lib/keeper/race-lanes.ts';
import { raceKey, winnerOf, type FillRecord, type Race } from '#lib/keeper/race.ts';
import type { PoolPicture } from '#lib/state/pool-picture.ts';

/** A race as pages draw it. */
export interface RaceView {
	readonly race: Race;
	readonly lanes: readonly Lane[];
	readonly curve: AuctionCurve;
	readonly winner: { readonly fill: FillRecord; readonly name: string } | undefined;
}

/** How operators and borrowers are called here. */
export type NameOf = (address: string) => string;

/** `undefined`: nothing to draw, as no market trades its assets, or it ended without a fill of the vault's. */
export function raceView(picture: PoolPicture, race: Race, nameOf: NameOf): RaceView | undefined {
	const fill = winnerOf(race);
	const curve = fill === undefined ? openCurve(picture, race) : fillCurve(fill);
	if (curve === undefined) return undefined;
	const contenders = picture.contenders.get(raceKey(race)) ?? [];
	return {
		race,
		lanes: raceLanes(race, contenders, picture.sent, nameOf),
		curve,
		winner: fill && { fill, name: nameOf(fill.operator) }
	};
}

/** At the quotes of now: of what remains, and only while it is open. */
function openCurve({ book, market, view }: PoolPicture, race: Race): AuctionCurve | undefined {
	const auction = book.get(race.user)?.auction;
	if (race.end.kind === 'over' || auction === undefined) return undefined;
	const curve = auctionCurve(market, auction, view.ledger);
	return curve.ok ? curve.value : undefined;
}

/** Ledgers for which a finish stays on show before the next race takes its place. */
const FINISH_SHOWN = 60;

/** The race to look at: the finish of a moment ago, else the oldest that is open, else the last one that somebody won. */
export function raceToShow({ races, view }: PoolPicture): Race | undefined {
	const won = races.find((race) => winnerOf(race) !== undefined);
	const justWon = won?.end.kind === 'over' && view.ledger - won.end.ledger < FINISH_SHOWN;
	return justWon ? won : (oldestOpen(races) ?? won);
}

/** The auction that has run longest: the next one to be filled. */
export const oldestOpen = (races: readonly Race[]): Race | undefined =>
	races.filter(({ end }) => end.kind === 'open').at(-1);
