import type { PoolEvent } from '#lib/blend/pool-event.ts';
import type { Happening } from '#lib/keeper/race.ts';
import { ok, type Result } from '#lib/result.ts';
import { parsePoolEvent } from './pool-events.ts';
import type { RawEvent } from './rpc-methods.ts';
import type { DecodeError } from './scval.ts';
import type { RaceContracts } from './vault-attempt.ts';
import { parseVaultEvent } from './vault-events.ts';

/** What an event says about races, and whom in the pool it concerns. */
export interface RaceEvent {
	readonly happening: Happening | undefined;
	readonly pool: PoolEvent | undefined;
}

const NOTHING: RaceEvent = { happening: undefined, pool: undefined };

/** An event of the vault or of the pool. Auctions of other kinds than user liquidations are no races of ours. */
export function readRaceEvent(
	raw: RawEvent,
	contracts: RaceContracts
): Result<RaceEvent, DecodeError> {
	if (raw.contractId === contracts.vault) {
		const event = parseVaultEvent(raw, contracts.vault);
		if (!event.ok) return event;
		if (event.value?.kind !== 'fill' || event.value.pool !== contracts.pool) return ok(NOTHING);
		return event.value.auctionType === 0
			? ok({ happening: { kind: 'filled', fill: event.value }, pool: undefined })
			: ok(NOTHING);
	}
	const event = parsePoolEvent(raw, contracts.pool);
	if (!event.ok) return event;
	const pool = event.value;
	return ok({ happening: pool && happeningOf(pool, raw, contracts.vault), pool });
}

function happeningOf(
	event: PoolEvent,
	{ ledger, txHash }: RawEvent,
	vault: string
): Happening | undefined {
	if (!('auction' in event) || event.auction !== 'userLiquidation') return undefined;
	const { user } = event;
	switch (event.kind) {
		case 'new-auction': {
			const { percent, data } = event;
			return { kind: 'opened', ledger, hash: txHash, user, percent, auction: data };
		}
		case 'fill-auction': {
			const { filler, percent } = event;
			// a fill by the vault is told by the vault's own event, with what came of it
			return filler === vault ? undefined : { kind: 'taken', ledger, user, filler, percent };
		}
		case 'delete-auction':
			return { kind: 'deleted', ledger, user };
	}
}
