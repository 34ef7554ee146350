import { Address } from '@stellar/stellar-sdk/base';
import type { ContractEvent } from '@stellar/stellar-sdk/xdr';
import { readEntries } from '#lib/chain/ledger-entries.ts';
import { readRoute, routeKey } from '#lib/chain/vault-entries.ts';
import { eventBytes } from '#lib/vault/event-bytes.ts';
import { firstOf } from '#lib/deployment/world/market.ts';
import type { World } from './world.ts';

/** One trade over a route of the vault. */
export interface Leg {
	readonly route: number;
	readonly name: string;
	/** Bytes of events of one leg in the fill that was measured. */
	readonly measured: number;
	/** What the vault counts for it. */
	readonly configured: number;
}

/** In the fill every venue buys once and sells once: half of the events that name a venue are those of one leg. */
const LEGS_PER_ROUTE = 2;

/** What the vault counts for the events of the fill that was measured: all reserves on both sides, two legs a route. */
export const plannedEventBytes = ({ scene }: World, legs: readonly Leg[]): number => {
	const { assets } = firstOf(scene.network.pools, 'pool');
	const perLeg = legs.flatMap(({ configured }) =>
		new Array<number>(LEGS_PER_ROUTE).fill(configured)
	);
	return eventBytes(assets.length, assets.length, assets.length, perLeg);
};

export async function legsOf(
	{ scene }: World,
	events: readonly ContractEvent[]
): Promise<readonly Leg[]> {
	const { network, stage } = scene;
	const keys = network.venues.map((_, id) => routeKey(network.vault, id));
	const entries = await readEntries(stage.chain.rpc, keys, stage.signal);
	if (!entries.ok) throw new Error('the routes could not be read');
	return network.venues.map(({ name, contract }, route) => {
		const found = readRoute(entries.value, network.vault, route);
		const configured = found.ok ? found.value?.eventBytes : undefined;
		if (configured === undefined) throw new Error(`route ${route} could not be read`);
		const bytes = bytesOf(events.filter((event) => names(event, contract)));
		return { route, name, measured: Math.ceil(bytes / LEGS_PER_ROUTE), configured };
	});
}

/** Bytes of the costliest leg over a venue: the vault's payment, all the venue does for it, and its payment in return. */
export function costliestLeg(
	events: readonly ContractEvent[],
	vault: string,
	venue: string
): number {
	const starts = events.flatMap((event, index) => (isPaid(event, vault, venue) ? [index] : []));
	const legs = starts.map((start, index) => {
		const untilNext = events.slice(start, starts[index + 1]);
		return untilNext.slice(0, untilNext.findLastIndex((event) => names(event, venue)) + 1);
	});
	return Math.max(0, ...legs.map(bytesOf));
}

const bytesOf = (events: readonly ContractEvent[]): number =>
	events.reduce((sum, event) => sum + event.toXdr().length, 0);

/** A transfer from the one to the other. */
function isPaid({ body }: ContractEvent, from: string, to: string): boolean {
	const [, ...topics] = body.v0.topics;
	const [payer, payee] = topics.map((topic) =>
		topic.type === 'scvAddress' ? Address.fromScVal(topic).toString() : undefined
	);
	return payer === from && payee === to;
}

const names = ({ contractId, body }: ContractEvent, venue: string): boolean =>
	(contractId !== null && Address.contract(contractId.toBytes()).toString() === venue) ||
	body.v0.topics.some(
		(topic) => topic.type === 'scvAddress' && Address.fromScVal(topic).toString() === venue
	);
